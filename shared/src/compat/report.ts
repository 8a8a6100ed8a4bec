// What is said of a host and plugins: whether each would be loaded, why not, and what would help.

/** What happens to the program that calls plugin.Open. */
export type Outcome =
  /** Open returns the plugin. */
  | "loads"
  /** Open returns an error. */
  | "refused"
  /** The runtime ends the program, or the dynamic linker or a signal does. */
  | "dies";

export type Reason =
  /** Nothing stands in the way. */
  | "same"
  /** Built for another system, machine or word size. */
  | "platform"
  /** No plugin: a program, a library of another kind, or a file of another format. */
  | "not-a-plugin"
  /** The host has no working plugin.Open: built without cgo, or without importing plugin at all. */
  | "no-plugin-support"
  /** The host's runtime doesn't find the plugin's module data, or reads it at wrong places: Go versions of different layout. */
  | "module-data"
  /** A package's hash differs. */
  | "package"
  /** A plugin of the same plugin path was loaded before. */
  | "already-loaded"
  /** What it exports is not found under the plugin's path (-ldflags=-pluginpath). */
  | "lost-symbol"
  /** A newer C library is needed. */
  | "libc"
  /** A shared library is missing. */
  | "library"
  /** A symbol that nothing defines. */
  | "undefined-symbol";

export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: Reason;
  /**
   * What the runtime or the dynamic linker says, without plugin.Open's own beginning (`plugin was built with a different
   * version of package x`; `fatal error: runtime: no plugin module data`); "" where the plugin loads.
   */
  readonly message: string;
  /** Import path of the package that the message names. */
  readonly package?: string;
}

export type CauseKind =
  | "platform"
  | "plugin-support"
  | "go-version"
  | "goexperiment"
  | "race"
  | "msan"
  | "asan"
  | "cover"
  | "trimpath"
  | "tags"
  | "cgo"
  /** GOAMD64, GOARM, … */
  | "machine-level"
  | "gcflags"
  | "ldflags"
  | "asmflags"
  /** Another build setting. */
  | "setting"
  /** The same module in two versions. */
  | "module-version"
  /** The same version, replaced on one side or by something else. */
  | "module-replaced"
  /** The same version of other content: a replacement by a folder, an edit, a sum that differs. */
  | "module-content"
  /** Packages of one module (the main module, or one without a version) that differ, which build information doesn't explain. */
  | "local-edit"
  /** Packages whose difference nothing explains. */
  | "package"
  | "plugin-path"
  /** Plugins given together, of which the host has no say. */
  | "other-plugin"
  | "libc"
  | "library"
  | "undefined-symbol";

/** One thing that is not the same on both sides. */
export interface Cause {
  readonly kind: CauseKind;
  /** What differs: a module's path, a setting's name as the go command has it (`-race`, `GOAMD64`), `Go version`. */
  readonly subject: string;
  /** What the host has, or the plugin that was loaded before; absent where that is not known, "" where there is none. */
  readonly host?: string;
  readonly plugin?: string;
  /** "certain": it alone makes the runtime refuse. "likely": nothing else is known that explains the packages. */
  readonly certainty: "certain" | "likely";
  /** One sentence for people. */
  readonly message: string;
  /** The packages that differ on account of it, in the order that the runtime compares them; empty where none is compared. */
  readonly packages: readonly string[];
  /** Packages that differ because they are compiled against those, as far as it can be told. */
  readonly followers: readonly string[];
}

/** A command to be started without a shell. */
export interface Command {
  /** Environment variables to be set for it. */
  readonly env: Readonly<Record<string, string>>;
  /** The program and its arguments. */
  readonly args: readonly string[];
  /** The same as a line for a POSIX shell, quoted where needed. */
  readonly text: string;
}

export interface Fix {
  readonly kind: "build-plugin" | "build-host" | "align-module" | "edit-go-mod" | "go-version" | "other";
  /** One sentence for people. */
  readonly title: string;
  /** Whose main module's folder the commands are to be run in. */
  readonly where: "plugin" | "host";
  /** To be run in this order; empty where only people can do it. */
  readonly commands: readonly Command[];
  /** The module that is aligned. */
  readonly module?: { readonly path: string; readonly from: string; readonly to: string };
}

/** What is said of one plugin, given those before it. */
export interface PluginReport {
  /** As given by the caller. */
  readonly path: string;
  readonly verdict: Verdict;
  /** In the order that a person would look at them. */
  readonly causes: readonly Cause[];
  /** In the order to be done. Together they make a plugin that loads, as far as can be told. */
  readonly fixes: readonly Fix[];
  /** How many packages both sides have, and those of them that differ, in the order that the runtime compares them. */
  readonly compared: number;
  readonly different: readonly string[];
  /** What the files don't say, as sentences; empty where everything is known. */
  readonly unknown: readonly string[];
}

export interface CompatReport {
  /** As given by the caller. */
  readonly host: string;
  /** "binary": read of the host's file. "source": the host's package, of which only what would be built is known. */
  readonly basis: "binary" | "source";
  /** In the order given, which is the order of loading. */
  readonly plugins: readonly PluginReport[];
}
