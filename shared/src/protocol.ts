// What server and clients agree on beyond the Language Server Protocol; the only file of the engine that a client imports.

/** `initializationOptions` of the initialize request. */
export interface InitializationOptions {
  /** In a workspace that is not trusted (`false`) nothing is ever built or run; reading works as usual. True by default. */
  readonly trusted?: boolean;
  /**
   * The client opens URIs of `virtualScheme` and asks for their text by `contentRequest`. Not needed where it has the capability
   * workspace.textDocumentContent.
   */
  readonly virtualDocuments?: boolean;
  /** The settings until the client tells others. */
  readonly settings?: Settings;
}

/**
 * The section that settings have in workspace/configuration and in workspace/didChangeConfiguration. A client that has the former is
 * asked; what it answers, if it is an object, takes the place of all settings.
 */
export const settingsSection = "bindPlugin";

/** What an editor may set; what is absent has its default. */
export interface Settings {
  readonly go?: {
    /** Absolute path of the go program; the one in PATH by default. */
    readonly path?: string;
    /** Arguments of each `go build`, such as `-trimpath` or `-tags=plugins`. */
    readonly buildFlags?: readonly string[];
  };
  /** When the problems of a file that is edited are shown anew: at once (by default), or when it is saved. */
  readonly check?: "onType" | "onSave";
  /** On saving a file, refreshes the wrappers that it states or is, where they have drifted. False by default. */
  readonly refreshOnSave?: boolean;
  /** True by default. */
  readonly codeLenses?: boolean;
  /** Says at the end of directives how their wrappers are. False by default. */
  readonly inlayHints?: boolean;
}

/** The `source` of every diagnostic. */
export const diagnosticSource = "bind-plugin";

/** Folder of the package, relative to its root, that holds a page `<code>.md` for each problem code. */
export const problemPages = "docs/problems";

/**
 * A request without parameters, answered with null when everything that the server has been told so far has been looked at, and the
 * diagnostics that come of it have been sent or (where the client asks for them) are there.
 */
export const settledRequest = "bindPlugin/settled";

/** The scheme of virtual documents: what a plugin exports, what the next wrapper would be, what has changed, what a host would do. */
export const virtualScheme = "bind-plugin";

/** The documents of that scheme, as a document selector. */
export const virtualSelector = [{ scheme: virtualScheme }];

/** Like workspace/textDocumentContent, for clients without it: `{ uri }`, answered with `{ text }`. */
export const contentRequest = "bindPlugin/textDocumentContent";

/** A notification to such clients, `{ uri }`: a virtual document that was asked for has another text now. */
export const contentChanged = "bindPlugin/textDocumentContentChanged";

/**
 * The commands of workspace/executeCommand. All but `regenerateAll`, `create`, `open`, `diff` and `compat` take one argument, a `BindingReference`, and a
 * command about no binding at all fails.
 */
export const serverCommands = {
  /** Writes wrappers as `go generate` would: the plugin is built first where it is missing, or where the options say so. */
  generate: "bindPlugin.generate",
  /** Writes wrappers of the plugins as they are; builds nothing. */
  regenerate: "bindPlugin.regenerate",
  /** Regenerates every wrapper of the workspace, without an argument. What fails doesn't keep the others from it. */
  regenerateAll: "bindPlugin.regenerateAll",
  /** Builds plugins, and writes their wrappers. */
  rebuild: "bindPlugin.rebuild",
  /** Builds plugins with the flags and the environment that their hosts were built with, and writes their wrappers. */
  rebuildForHost: "bindPlugin.rebuildForHost",
  /** Opens what the plugin exports as a virtual document; the answer is a `ShownDocument`. */
  showSymbols: "bindPlugin.showSymbols",
  /** Opens what the next wrapper would be as a virtual document; the answer is a `ShownDocument`. */
  previewWrapper: "bindPlugin.previewWrapper",
  /**
   * Opens what has changed between a wrapper and its plugin as it is now: what the next refresh brings, compatible or not. A virtual
   * document; the answer is a `ShownDocument`.
   */
  showChanges: "bindPlugin.showChanges",
  /** Opens what has changed between two plugins as a virtual document; the argument is a `PluginPair`, the answer a `ShownDocument`. */
  diff: "bindPlugin.diff",
  /** Opens what a host would do with a plugin, why and what helps; the argument is a `HostAndPlugin`, the answer a `ShownDocument`. */
  compat: "bindPlugin.compat",
  /** Opens a file at a place; the argument is a `Location` of the protocol. */
  open: "bindPlugin.open",
  /** Writes a new wrapper and what states it; the argument is a `WrapperDraft` with `statement`, a `StatementKind`. */
  create: "bindPlugin.create",
  /** Does what a code action is for, for clients that resolve none; the argument is the action's own. */
  apply: "bindPlugin.apply",
} as const;

/** Which bindings a command is about: those of a directive, a wrapper, a plugin, or of a file that holds any of these. */
export interface BindingReference {
  /** Of a file with directives or entries, of a wrapper, of a plugin's source, or of the plugin. */
  readonly uri: string;
  /** 0-based line of the directive or entry, where only that is meant. */
  readonly line?: number;
}

/** What `generate`, `regenerate`, `regenerateAll`, `rebuild`, `create` and `apply` answer. */
export interface GenerationResult {
  /** URIs of the wrappers that were written, or edited in the editor. */
  readonly written: readonly string[];
  /** URIs of the wrappers that were up to date. */
  readonly current: readonly string[];
}

/** URIs of two builds of a plugin; the files need not be bound, nor in the workspace. */
export interface PluginPair {
  readonly old: string;
  readonly new: string;
}

/** URIs of a program that opens plugins, and of a plugin. */
export interface HostAndPlugin {
  readonly host: string;
  readonly plugin: string;
}

/** The client has been asked to open it, where it can show virtual documents. */
export interface ShownDocument {
  readonly uri: string;
  readonly text: string;
}

/**
 * A request without parameters, answered with the plugins that are bound, as `PluginItem[]` sorted by name. A client that has asked is
 * told by `pluginsChanged` when it would be answered otherwise.
 */
export const pluginsRequest = "bindPlugin/plugins";

/**
 * A request without parameters, answered with the Go plugins in the workspace folders that nothing binds, as `PluginItem[]` sorted by name.
 * They are looked for when this is first asked, as soon as everything else has been looked at; then it is told of like the others.
 */
export const unboundPluginsRequest = "bindPlugin/unboundPlugins";

/** A notification without parameters: plugins, their symbols or wrappers are not what they were. */
export const pluginsChanged = "bindPlugin/pluginsChanged";

/** What plugins and wrappers are to those who use them; `detail` beside it says so in a few words. */
export type ItemState =
  | "checking"
  | "current"
  /** Something is to be generated or built again. */
  | "drifted"
  | "missing"
  /** No Go plugin, no generated wrapper. */
  | "unreadable"
  | "build-failed"
  /** A host would not load it. */
  | "unloadable"
  /** A plugin that nothing binds. */
  | "unbound";

/** A plugin that something binds, or that lies in a workspace folder. */
export interface PluginItem {
  readonly uri: string;
  /** Its path, as messages have it. */
  readonly name: string;
  readonly state: ItemState;
  readonly detail: string;
  /** What it was built with, as `go1.26.8 linux/amd64`; absent where it was not read. */
  readonly builtWith?: string;
  /** What is wrong or worth knowing, sentences for people, the worst first. */
  readonly notes: readonly string[];
  /** Why it cannot be built; absent where it can. */
  readonly notBuilt?: string;
  /** Its host would load it if it were built as the host is, by `rebuildForHost`. */
  readonly fitsByBuild?: true;
  /** URI of the folder with its source, where that is at hand and exports something. */
  readonly sources?: string;
  readonly wrappers: readonly WrapperItem[];
  /** The programs that a bind-plugin.json names for it. */
  readonly hosts: readonly HostItem[];
}

/** A program that loads a plugin. */
export interface HostItem {
  readonly uri: string;
  /** Its path, as messages have it. */
  readonly name: string;
  /** `current` where it loads the plugin, `missing` where it is not built. */
  readonly state: ItemState;
  readonly detail: string;
  readonly notes: readonly string[];
  /** Where it is named. */
  readonly statedIn: Required<BindingReference>;
}

export interface WrapperItem {
  readonly uri: string;
  /** Its path, as messages have it. */
  readonly name: string;
  readonly state: ItemState;
  readonly detail: string;
  readonly notes: readonly string[];
  /** Why it cannot be generated; absent where it can. */
  readonly notGenerated?: string;
  /** The directive, entry or header that states the binding, for commands about it alone. */
  readonly statedIn: Required<BindingReference>;
}

/** A request `{ uri }` of a plugin, answered with its symbols, as `SymbolItem[]` sorted by name. */
export const pluginSymbolsRequest = "bindPlugin/pluginSymbols";

/** A symbol that the plugin, a wrapper of it or its source has. */
export interface SymbolItem {
  readonly name: string;
  readonly kind: "func" | "var";
  /** As Go source has it, packages by their names; "" where it is not known. */
  readonly type: string;
  /** `added`: not in a wrapper yet. `missing`: only in a wrapper. `unbuilt`: only in the source. `left-out`: cannot be wrapped. */
  readonly state: "current" | "added" | "changed" | "missing" | "unbuilt" | "left-out";
  /** What is wrong, sentences for people. */
  readonly notes: readonly string[];
}

/** A request `{ uri, name }`, a plugin and a symbol of it: the `Location` of its declaration, or of what comes nearest; null for none. */
export const symbolPlaceRequest = "bindPlugin/symbolPlace";

/** A request without parameters: the Go plugins in the workspace folders, bound or not, as `FoundPlugin[]` sorted by name. */
export const findPluginsRequest = "bindPlugin/findPlugins";

export interface FoundPlugin {
  readonly uri: string;
  readonly name: string;
  /** What it was built with, and how many symbols it exports. */
  readonly detail: string;
  /** Something binds it. */
  readonly isBound: boolean;
}

/** A request `{ uri }` of a plugin: what a new wrapper of it may be, as `WrapperSuggestions`. */
export const suggestWrappersRequest = "bindPlugin/suggestWrappers";

export interface WrapperSuggestions {
  /** Where it may be written, files that are not there yet, the best first. */
  readonly files: readonly { readonly uri: string; readonly name: string; readonly detail: string }[];
  /** Names of its type, the best first. */
  readonly names: readonly string[];
}

/** A wrapper that is to be made. */
export interface WrapperDraft {
  /** URI of the plugin. */
  readonly plugin: string;
  /** URI of the Go file. */
  readonly wrapper: string;
  /** Of the wrapper's type. */
  readonly name: string;
}

/** What says that a wrapper is to be generated: a directive in a Go file, an entry of bind-plugin.json, or its own header alone. */
export type StatementKind = "directive" | "config" | "header";

/** A request with a `WrapperDraft`: the wrapper that comes of it, as `DraftedWrapper`. Fails, in words for people, where none can. */
export const draftWrapperRequest = "bindPlugin/draftWrapper";

export interface DraftedWrapper {
  /** Of the virtual document with its text. */
  readonly preview: string;
  /** Who may state it, what is usual in this project first. */
  readonly statements: readonly {
    readonly kind: StatementKind;
    readonly title: string;
    readonly detail: string;
  }[];
}

/** A request `{ uri }`: how things are with the plugins and wrappers that the file is about, as `FileStatus`; null where there are none. */
export const fileStatusRequest = "bindPlugin/status";

export interface FileStatus {
  /** In a few words, such as `up to date`. */
  readonly text: string;
  /** The plugins that are meant, and what they were built with; "" where nothing is known of them. */
  readonly detail: string;
  /** Of the worst that was found; `information` where all is well. */
  readonly severity: "error" | "warning" | "information";
  /** It is not known yet. */
  readonly isChecking: boolean;
}

/** A request `{ uri }` of any file: the virtual document with what it exports, as `SymbolsDocument`. */
export const symbolsDocumentRequest = "bindPlugin/symbolsDocument";

export interface SymbolsDocument {
  /** Of the virtual document; there is one in any case. */
  readonly uri: string;
  /** Why the file is not read as a Go plugin, and what to do, in sentences; absent where it is one. */
  readonly notRead?: readonly string[];
}

/** Kinds of code actions of our own. An editor may ask for the first two when it saves. */
export const actionKinds = {
  /** Corrects and refreshes whatever can be without a build. */
  fixAll: "source.fixAll.bindPlugin",
  /** Refreshes the wrappers that a file states, is, or is the plugin's source of. */
  refresh: "source.refreshWrappers.bindPlugin",
  preview: "source.previewWrapper.bindPlugin",
  changes: "source.showChanges.bindPlugin",
  checksum: "refactor.rewrite.checksum.bindPlugin",
} as const;
