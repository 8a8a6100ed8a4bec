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

/** The scheme of virtual documents: what a plugin exports, and what the next wrapper would be. */
export const virtualScheme = "bind-plugin";

/** The documents of that scheme, as a document selector. */
export const virtualSelector = [{ scheme: virtualScheme }];

/** Like workspace/textDocumentContent, for clients without it: `{ uri }`, answered with `{ text }`. */
export const contentRequest = "bindPlugin/textDocumentContent";

/** A notification to such clients, `{ uri }`: a virtual document that was asked for has another text now. */
export const contentChanged = "bindPlugin/textDocumentContentChanged";

/**
 * The commands of workspace/executeCommand. All but `regenerateAll` and `open` take one argument, a `BindingReference`, and a
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
  /** Opens what the plugin exports as a virtual document; the answer is a `ShownDocument`. */
  showSymbols: "bindPlugin.showSymbols",
  /** Opens what the next wrapper would be as a virtual document; the answer is a `ShownDocument`. */
  previewWrapper: "bindPlugin.previewWrapper",
  /** Opens a file at a place; the argument is a `Location` of the protocol. */
  open: "bindPlugin.open",
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

/** What `generate`, `regenerate`, `regenerateAll`, `rebuild` and `apply` answer. */
export interface GenerationResult {
  /** URIs of the wrappers that were written, or edited in the editor. */
  readonly written: readonly string[];
  /** URIs of the wrappers that were up to date. */
  readonly current: readonly string[];
}

/** The client has been asked to open it, where it can show virtual documents. */
export interface ShownDocument {
  readonly uri: string;
  readonly text: string;
}

/** Kinds of code actions of our own. An editor may ask for the first two when it saves. */
export const actionKinds = {
  /** Corrects and refreshes whatever can be without a build. */
  fixAll: "source.fixAll.bindPlugin",
  /** Refreshes the wrappers that a file states, is, or is the plugin's source of. */
  refresh: "source.refreshWrappers.bindPlugin",
  preview: "source.previewWrapper.bindPlugin",
  checksum: "refactor.rewrite.checksum.bindPlugin",
} as const;
