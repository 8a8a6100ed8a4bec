// A running VS Code (as code-server) in a home of its own, with the extension as it is packaged.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { goEnvironment, runGo } from "#test/go";
import { editorsNamed, pathsOf } from "../../../scripts/editor/editors.mjs";

export interface EditorOptions {
  /** Of VS Code, such as `1.100`. */
  readonly version: string;
  /** A folder of its own, absolute. */
  readonly home: string;
  /** A folder that holds the extension as it is installed. */
  readonly extensions: string;
  /** User settings beside those that keep the screen still. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether folders have to be trusted by the user first. */
  readonly asksForTrust?: boolean;
  /** Whether windows run a module of tests, which newer versions have to be told; toasts are hidden then. */
  readonly runsTests?: boolean;
  /** A folder (absolute) in which programs are found before those of PATH. */
  readonly programs?: string;
}

export interface RunningEditor {
  readonly version: string;
  /** Absolute; what its processes know as BIND_PLUGIN_EDITOR_HOME. */
  readonly home: string;
  /** The URL of a window on the folder (absolute), with a file of it (relative) opened, and more of the workbench's payload. */
  address(folder: string, file?: string, payload?: readonly (readonly [string, string])[]): string;
  /** The URI by which the window knows an absolute path. */
  uri(path: string): string;
  /** All that was logged, for a message about a failure: by file, the last lines of each. */
  logs(): string;
  /** Processes of the editor that are there now, with their command lines. */
  processes(): readonly RunningProcess[];
  /** Ends the editor, and whatever it started. */
  stop(): Promise<void>;
}

export interface RunningProcess {
  readonly id: number;
  readonly command: string;
}

/** Nothing moves, nothing asks, nothing looks outside. */
const stillSettings = {
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  "editor.cursorBlinking": "solid",
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "window.restoreWindows": "none",
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

const driverOption = "enable-smoke-test-driver";

export async function startEditor(options: EditorOptions): Promise<RunningEditor> {
  const [installed] = editorsNamed(options.version);
  const { node, entry } = pathsOf(installed!);
  const { home } = options;
  const user = join(home, "user");
  mkdirSync(join(user, "User"), { recursive: true });
  const settings = {
    ...stillSettings,
    "security.workspace.trust.enabled": options.asksForTrust ?? false,
    "security.workspace.trust.startupPrompt": "never",
    ...options.settings,
  };
  writeFileSync(join(user, "User/settings.json"), JSON.stringify(settings));
  writeFileSync(join(home, "config.yaml"), "auth: none\ncert: false\n");
  const extensions = join(home, "extensions");
  cpSync(options.extensions, extensions, { recursive: true });

  const switches = ["telemetry", "update-check", "getting-started-override", "file-downloads", "proxy"];
  if (!options.asksForTrust) switches.push("workspace-trust");
  const driver = options.runsTests && options.version !== "1.100" ? ["--vscode-option", driverOption] : [];
  const child = spawn(
    node,
    [
      entry,
      ...["--config", join(home, "config.yaml"), "--bind-addr", "127.0.0.1:0", "--auth", "none"],
      ...["--user-data-dir", user, "--extensions-dir", extensions],
      ...switches.map((name) => `--disable-${name}`),
      ...driver,
    ],
    { env: await environmentOf(home, options.programs), stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  const port = await portOf(child);
  const uri = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  return {
    version: options.version,
    home,
    uri,
    address(folder, file, payload = []) {
      const opened = file === undefined ? [] : [["openFile", uri(join(folder, file))] as const];
      const query = new URLSearchParams({ folder, payload: JSON.stringify([...opened, ...payload]) });
      return `http://127.0.0.1:${port}/?${query}`;
    },
    logs: () => logsOf(join(user, "logs")),
    processes: () => processesOf(home),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid!, "SIGKILL");
        await once(child, "exit");
      }
      for (const { id } of processesOf(home)) process.kill(id, "SIGKILL");
    },
  };
}

/** A home in which nothing of the user's is found, but Go's cache, without which each build takes minutes. */
async function environmentOf(home: string, programs: string | undefined): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await runGo(["env", "GOCACHE"]);
  // Each process would read these certificates first, and nothing is asked of other machines.
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  return {
    ...inherited,
    ...goEnvironment,
    GOCACHE: stdout.trim(),
    ...(programs ? { PATH: [programs, inherited["PATH"]].join(delimiter) } : {}),
    HOME: home,
    XDG_CONFIG_HOME: join(home, "xdg/config"),
    XDG_DATA_HOME: join(home, "xdg/data"),
    XDG_CACHE_HOME: join(home, "xdg/cache"),
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "" }),
    // By this its processes are known, wherever they were started from.
    BIND_PLUGIN_EDITOR_HOME: home,
    // What is in this environment is not overruled by what a login shell would have.
    VSCODE_CLI: "1",
  };
}

/** Resolves when the editor says where it listens. */
async function portOf(child: ChildProcess): Promise<number> {
  let said = "";
  return new Promise((resolve, reject) => {
    const look = (text: string) => {
      said += text;
      const port = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout!.setEncoding("utf8").on("data", look);
    child.stderr!.setEncoding("utf8").on("data", look);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`The editor has ended:\n${said}`)));
  });
}

/** Processes that run in the home's environment, the child itself first. */
function processesOf(home: string): RunningProcess[] {
  const found: RunningProcess[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (!readFileSync(`/proc/${name}/environ`, "utf8").includes(`BIND_PLUGIN_EDITOR_HOME=${home}\0`))
        continue;
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      if (command !== "") found.push({ id: Number(name), command });
    } catch {
      // It has ended, or is somebody else's.
    }
  }
  return found;
}

function logsOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name));
  return paths
    .map((path) => `--- ${path.slice(folder.length)}\n${readFileSync(path, "utf8").slice(-3000)}`)
    .join("\n");
}
