// What server and clients agree on beyond the Language Server Protocol; the only file of the engine that a client imports.

/** `initializationOptions` of the initialize request. */
export interface InitializationOptions {
  /** In a workspace that is not trusted (`false`) nothing is ever built or run; reading works as usual. True by default. */
  readonly trusted?: boolean;
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
