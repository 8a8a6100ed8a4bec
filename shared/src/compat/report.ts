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
  | "undefined-symbol"
  /** AddressSanitizer ends the program. */
  | "sanitizer";

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
  | "not-a-plugin"
  | "go-version"
  | "goexperiment"
  | "race"
  | "msan"
  | "asan"
  | "cover"
  | "trimpath"
  | "tags"
  | "cgo"
  | "gcflags"
  /** Another build setting. */
  | "setting"
  /** The same module in two versions. */
  | "module-version"
  /** A module whose version one side doesn't say. */
  | "module-unknown"
  /** The module that one side was built from, which the other has as a dependency: its files have other names there. */
  | "module-main"
  /** The same version, replaced on one side or by something else. */
  | "module-replaced"
  /** The same version of other content: a replacement by a folder, an edit, a sum that differs. */
  | "module-content"
  /** The same version, from a vendor folder on one side and from the module cache on the other. */
  | "vendored"
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
  /** The plugin, loaded before, that `host` and the packages are of in place of the host; absent otherwise. */
  readonly other?: string;
  /** What the host has; absent where that is not known, "" where there is none. */
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

export interface ModuleChange {
  readonly path: string;
  /** The plugin's version now; "" where it isn't known. */
  readonly from: string;
  readonly to: string;
}

export interface Fix {
  readonly kind: "build-plugin" | "build-host" | "align-module" | "edit-go-mod" | "other";
  /** One sentence for people. */
  readonly title: string;
  /** Whose main module's folder the commands are to be run in. */
  readonly where: "plugin" | "host";
  /** To be run in this order; empty where only people can do it. */
  readonly commands: readonly Command[];
  /** The modules whose versions it changes. */
  readonly modules?: readonly ModuleChange[];
  /** Where the host is to be built again too: what builds the plugin as the host is now, which is enough if only the plugin is out of date. */
  readonly alone?: Command;
}

/** What a file is, as far as it says. */
export interface SideSummary {
  /** As given by the caller. */
  readonly path: string;
  /** Absent, with all that follows, for a file that is no ELF library or program. */
  readonly goos?: string;
  readonly goarch?: string;
  /** `go1.26.8`, or what its structures allow: `go1.9-go1.15`. */
  readonly go?: string;
  /** Import path of what was built; of a plugin without build information its plugin path. */
  readonly package?: string;
}

/** What is said of one plugin, given those before it. */
export interface PluginReport {
  readonly plugin: SideSummary;
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
  readonly host: SideSummary;
  /** "binary": read of the host's file. "source": the host's package, of which only what would be built is known. */
  readonly basis: "binary" | "source";
  /** In the order given, which is the order of loading. */
  readonly plugins: readonly PluginReport[];
}
