// What the server knows: folders, open documents, bindings and their problems, all kept up to date.

import type { TextDocument } from "vscode-languageserver-textdocument";
import { isConfigFile } from "#shared/binding/config";
import type { FoundBinding, GoFileFindings } from "#shared/binding/find";
import type { PluginState, Subject } from "#shared/checks/subject";
import { createEngine, type Engine } from "#shared/engine";
import type { Host } from "#shared/host";
import type { Binding } from "#shared/model";
import type { GoParser } from "#shared/source/syntax";
import { type Builds, createBuilds } from "./builds.ts";
import { changesSince } from "./catch-up.ts";
import { createChecker } from "./checker.ts";
import type { ClientFeatures } from "./client-features.ts";
import { createFirstLook } from "./first-look.ts";
import { createFolders } from "./folders.ts";
import { createGoIndex } from "./go-index.ts";
import { createHeldProblems } from "./held-problems.ts";
import { overlayHost } from "./overlay-host.ts";
import { createPluginStates } from "./plugin-states.ts";
import { createProblemStore, type FileProblems } from "./problem-store.ts";
import { createRunner, type Runner } from "./runner.ts";
import { defaultSettings, type ServerSettings } from "./settings.ts";
import { createSlices } from "./slices.ts";
import { createStatedProblems } from "./stated-problems.ts";
import { pathOf, smallDrive, uriOf } from "./uri.ts";
import { createWork } from "./work.ts";

export interface WorkspaceParts {
  readonly host: Host;
  readonly goParser: () => Promise<GoParser>;
  readonly version: string;
  readonly client: ClientFeatures;
  readonly isTrusted: boolean;
  /** The defaults where there are none. */
  readonly settings?: ServerSettings;
  /** URI of the folder with the problem pages. */
  readonly pages: string;
  /** Receives what is a bug. */
  readonly fail: (error: unknown) => void;
}

/** One file on disk that is new, changed or gone; or a folder that is new or gone. */
export interface FileChange {
  readonly path: string;
  readonly kind: "created" | "changed" | "deleted";
}

export interface Workspace {
  readonly client: ClientFeatures;
  readonly pages: string;
  /** Files as the editor has them: open documents in place of what is on disk. */
  readonly host: Host;
  /** The engine over that host. */
  readonly engine: Engine;
  /** Loaded when it is first asked for. */
  readonly goParser: () => Promise<GoParser>;
  /** The way to start programs; the only one. */
  readonly runner: Runner;
  /** The way to build plugins, through the runner. */
  readonly builds: Builds;
  readonly settings: ServerSettings;

  /** Absolute paths of the workspace folders. */
  readonly folders: ReadonlySet<string>;
  /** Absolute paths of the open documents. */
  openPaths(): Iterable<string>;
  /** An open document. */
  document(uri: string): TextDocument | undefined;
  /** The absolute path of a `file:` URI; `undefined` for any other URI. */
  pathOf(uri: string): string | undefined;
  /** The URI of a path; of an open document the one that the client uses. */
  uriOf(path: string): string;
  /** A path as messages have it: relative to its workspace folder, where it is in one. */
  show(path: string): string;
  bindings(): readonly FoundBinding[];
  /** The directives of a Go file, and what it is where it is a wrapper; `undefined` where it has and is nothing of the kind. */
  goFile(path: string): GoFileFindings | undefined;
  /** Every Go file that is open or below the folders, each once; others have a turn between them. */
  goFiles(): AsyncIterable<string>;
  /** What the last check of a binding has seen; `undefined` before the first. */
  subject(binding: Binding): Subject | undefined;
  /** The state of the plugin at an absolute path as it is now, with its checksum where `hashed`. */
  plugin(path: string, hashed: boolean): Promise<PluginState>;
  problems(path: string): FileProblems;
  /** The problems that are to be shown of the file: those of when it was last saved, where the settings ask for that. */
  shownProblems(path: string): FileProblems;
  problemPaths(): Iterable<string>;
  /** Calls back with the files whose problems have changed or are to be shown, until the function that it returns is called. */
  onProblems(listener: (paths: ReadonlySet<string>) => void): () => void;
  /** Calls back when a binding was checked, and may have another subject now. */
  onChecked(listener: () => void): void;
  /** Calls back when the settings are others. */
  onSettings(listener: () => void): void;
  /** Calls back with the path of a file that was saved in the editor. */
  onSaved(listener: (path: string) => void): void;
  /** Calls back with what has happened to files and folders on disk, when it has been taken in. */
  onFiles(listener: (changes: readonly FileChange[]) => void): void;
  /** Absolute paths of folders whose Go files matter, wherever they are. */
  goFolders(): ReadonlySet<string>;
  /** Calls back when folders, bindings or those may have changed, often. */
  onPlaces(listener: () => void): void;
  /** Resolves when what is known so far about the open documents is checked, before all else, and its problems have been told. */
  documentsChecked(): Promise<void>;
  /** Resolves when the client has had a moment to show that, or that takes long; at once but for a first look at folders. */
  documentsShown(): Promise<void>;
  /** Resolves when everything that has been told so far is checked, and its problems have been told. */
  idle(): Promise<void>;
  /** Whether there is nothing to wait for. */
  readonly isIdle: boolean;
  /** Whether a folder was added since that was so. */
  readonly isFirstLook: boolean;

  addFolder(path: string): void;
  removeFolder(path: string): void;
  documentOpened(document: TextDocument): void;
  documentChanged(document: TextDocument): void;
  documentSaved(document: TextDocument): void;
  documentClosed(document: TextDocument): void;
  setSettings(settings: ServerSettings): void;
  filesChanged(changes: readonly FileChange[]): void;
  /** Looks for what has changed in the folders since then (milliseconds since 1970), and takes it as told. */
  catchUp(since: number): void;
  dispose(): void;
}

/** Milliseconds in which the findings of a crawl are taken together. */
const gathering = 25;
/** Updates during a crawl take at most one part in this many of the time. */
const updateShare = 20;

const nothing = () => {};

export function createWorkspace(parts: WorkspaceParts): Workspace {
  const open = new Map<string, TextDocument>();
  const placesListeners: (() => void)[] = [];
  const checkedListeners: (() => void)[] = [];
  const settingsListeners: (() => void)[] = [];
  const savedListeners: ((path: string) => void)[] = [];
  const filesListeners: ((changes: readonly FileChange[]) => void)[] = [];
  /** Folders of which not all directives are known. */
  let undirected = 0;
  let isUpdateDue = false;
  /** Milliseconds that the last update took. */
  let updateTime = 0;
  let isDisposed = false;
  let settings = parts.settings ?? defaultSettings;

  const rules = parts.host.path;
  const { separator } = rules;
  const resolve = (...segments: string[]) => smallDrive(rules.resolve(...segments));
  const disk: Host = separator === "/" ? parts.host : { ...parts.host, path: { ...rules, resolve } };
  const host = overlayHost(disk, { text: (path) => open.get(path)?.getText(), paths: () => open.keys() });
  const folders = createFolders(host);
  const plugins = createPluginStates(host);
  const work = createWork(parts.fail);
  const { pause, hold } = createSlices();
  const firstLook = createFirstLook(hold);
  let parser: Promise<GoParser> | undefined;
  const goParser = () => {
    parser ??= hold(parts.goParser());
    return parser;
  };
  const index = createGoIndex(host, goParser, pause);
  const store = createProblemStore();
  const held = createHeldProblems(store);
  const state = createStatedProblems(store);
  const runner = createRunner(parts.isTrusted, () => settings.go);
  const checker = createChecker({
    host,
    goParser,
    version: parts.version,
    plugins,
    pause,
    async wrapper(path) {
      if (isIndexed(path)) await index.hasten(path);
      return index.file(path)?.wrapper;
    },
    show: ({ location }, path) => folders.show(path, location.path),
    isUrgent: ({ wrapperPath, location }) => open.has(wrapperPath) || open.has(location.path),
    report(key, problems) {
      store.set(key, problems);
      for (const listener of [...placesListeners, ...checkedListeners]) listener();
    },
    fail: parts.fail,
  });
  const builds = createBuilds({
    host,
    runner,
    show: ({ location }, path) => folders.show(path, location.path),
    report: (pluginPath, problems) => store.set(`build:${pluginPath}`, problems),
  });

  const isIndexed = (path: string) =>
    (path.endsWith(".go") || isConfigFile(host, path)) && (open.has(path) || folders.isCrawled(path));

  function update(): void {
    if (isDisposed) return;
    const begun = performance.now();
    const findings = index.findings();
    state(findings);
    const { bindings } = findings;
    // A wrapper that has a directive is that one's, so headers count only when all directives are known.
    checker.setBindings(
      undirected === 0 ? bindings : bindings.filter(({ binding }) => binding.origin !== "header"),
    );
    for (const listener of placesListeners) listener();
    updateTime = performance.now() - begun;
  }

  function updateSoon(): void {
    if (isUpdateDue) return;
    isUpdateDue = true;
    setTimeout(
      () => {
        isUpdateDue = false;
        update();
      },
      Math.max(gathering, updateTime * updateShare),
    );
  }

  /** One change after the other. */
  function enqueue(task: () => Promise<void>): void {
    work.enqueue(async () => {
      if (!isDisposed) await task();
    });
  }

  /** Crawling goes on beside the edits that come meanwhile. */
  function addFolder(path: string): void {
    folders.add(path);
    undirected++;
    const directed = () => {
      undirected--;
      update();
    };
    const found = () => {
      // What was found has a wrapper, most likely, which is parsed. The parser is loaded while the client gets ready to open documents.
      goParser().catch(nothing);
      updateSoon();
    };
    const crawled = index.crawl(path, found, directed).finally(() => {
      if (!folders.paths.has(path)) index.forget(path, (file) => open.has(file) || folders.isCrawled(file));
      update();
    });
    work.track(crawled);
    firstLook.begin(idle);
  }

  async function documentsChecked(): Promise<void> {
    await work.enqueued();
    await checker.hurry();
    store.tell();
  }

  async function documentsShown(): Promise<void> {
    if (!firstLook.isUnderWay) return;
    await work.enqueued();
    await firstLook.shown();
  }

  async function idle(): Promise<void> {
    await work.idle();
    await checker.idle();
    store.tell();
  }

  function documentChanged(document: TextDocument): void {
    const path = pathOf(document.uri, separator);
    if (path === undefined) return;
    if (open.has(path) && settings.check === "onSave") held.edited(path);
    const isNew = !open.has(path);
    open.set(path, document);
    const isAhead = isNew && firstLook.isUnderWay;
    enqueue(() => {
      const read = readDocument(path, isAhead);
      if (isAhead) firstLook.documentOpened(read.then(checker.hurry));
      return read;
    });
  }

  /** With what is around it where it `isAhead` of a crawl. */
  async function readDocument(path: string, isAhead: boolean): Promise<void> {
    const before = index.findings();
    if (isIndexed(path)) await index.read(path);
    if (isAhead) await index.hastenAround(path, isIndexed);
    if (index.findings() !== before) update();
    checker.textChanged(path);
  }

  async function readChanges(changes: readonly FileChange[]): Promise<void> {
    const before = index.findings();
    for (const { path, kind } of changes) {
      await pause();
      if (kind !== "deleted" && isIndexed(path)) {
        await index.read(path);
        continue;
      }
      const isFolder = kind === "created" && folders.isCrawled(host.path.resolve(path, "x.go"));
      const met = isFolder ? await index.crawl(path, nothing, nothing) : undefined;
      index.forget(path, (file) => open.has(file) || met?.has(file) === true);
    }
    if (index.findings() !== before) update();
    const paths = new Set(changes.map(({ path }) => path));
    checker.diskChanged(paths);
    builds.pluginsChanged(paths);
    for (const listener of filesListeners) listener(changes);
  }

  /** Looking for changes takes its time, and holds up none that are told meanwhile. */
  async function catchUp(since: number): Promise<void> {
    for (const folder of folders.paths) {
      const changes = await changesSince(host, folder, since, pause);
      if (changes.length > 0) enqueue(() => readChanges(changes));
    }
  }

  return {
    client: parts.client,
    pages: parts.pages,
    host,
    engine: createEngine(host, goParser, parts.version),
    goParser,
    runner,
    builds,
    get settings() {
      return settings;
    },
    folders: folders.paths,
    openPaths: () => open.keys(),
    document(uri) {
      const path = pathOf(uri, separator);
      return path === undefined ? undefined : open.get(path);
    },
    pathOf: (uri) => pathOf(uri, separator),
    uriOf: (path) => open.get(path)?.uri ?? uriOf(path, separator),
    show: folders.showAlone,
    bindings: () => index.findings().bindings,
    goFile: index.file,
    goFiles: () => folders.goFiles(open.keys(), pause),
    subject: checker.subject,
    plugin: async (path, hashed) => {
      await plugins.settle(path);
      return plugins.read(path, hashed);
    },
    problems: store.file,
    shownProblems: held.file,
    problemPaths: store.paths,
    onProblems(listener) {
      const forget = [store.onChange(listener), held.onRelease(listener)];
      return () => {
        for (const one of forget) one();
      };
    },
    goFolders: checker.folders,
    onChecked: (listener) => checkedListeners.push(listener),
    onSettings: (listener) => settingsListeners.push(listener),
    onSaved: (listener) => savedListeners.push(listener),
    onFiles: (listener) => filesListeners.push(listener),
    onPlaces: (listener) => placesListeners.push(listener),
    documentsChecked,
    documentsShown,
    idle,
    get isIdle() {
      return work.isIdle && checker.isIdle;
    },
    get isFirstLook() {
      return firstLook.isUnderWay;
    },
    addFolder,
    removeFolder(path) {
      folders.delete(path);
      index.forget(path, (file) => open.has(file) || folders.isCrawled(file));
      update();
    },
    documentOpened: documentChanged,
    documentChanged,
    documentSaved(document) {
      const path = pathOf(document.uri, separator);
      if (path === undefined) return;
      enqueue(async () => {
        await readChanges([{ path, kind: "changed" }]);
        held.released(path);
      });
      for (const listener of savedListeners) listener(path);
    },
    documentClosed(document) {
      const path = pathOf(document.uri, separator);
      if (path === undefined || !open.delete(path)) return;
      held.released(path);
      enqueue(() => readChanges([{ path, kind: "changed" }]));
    },
    setSettings(next) {
      if (JSON.stringify(next) === JSON.stringify(settings)) return;
      settings = next;
      if (settings.check === "onType") held.releaseAll();
      for (const listener of settingsListeners) listener();
    },
    filesChanged: (changes) => enqueue(() => readChanges(changes)),
    catchUp: (since) => void work.track(catchUp(since)),
    dispose() {
      isDisposed = true;
      runner.dispose();
    },
  };
}
