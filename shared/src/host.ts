// The port through which the engine reaches the world: files, hashes, inflate, a clock. The engine has no other way out.

/** An open file read at random places. All reads see one file description, however the path changes meanwhile. */
export interface RandomAccessFile {
  /** Size in bytes when it was opened. */
  readonly size: number;
  /**
   * Reads `length` bytes at byte `offset`. Returns fewer bytes (possibly none) where the file ends earlier.
   * They are put into `target`, which is at least as long, where it is given and reading has to put them anywhere;
   * other bytes that are returned must not be written to. Throws `HostError` when the file cannot be read.
   */
  read(offset: number, length: number, target?: Uint8Array): Uint8Array;
  /** Lower-case hex sha256 of the content, computed without blocking. Throws `HostError`, also where the file became shorter. */
  sha256(): Promise<string>;
  /**
   * To be awaited before anything is read: resolves at once, or after a moment where the file was changed so lately that
   * its times would not show another change. Throws `HostError` where it does change.
   */
  settle(): Promise<void>;
  /** Whether the file still has the size, times and identity that it had when it was opened, and is still at its path. */
  isUnchanged(): boolean;
  /** Also gives up a hash that is being computed, which then fails. */
  close(): void;
}

export interface FileStat {
  readonly kind: "file" | "directory" | "other";
  /** Bytes. */
  readonly size: number;
  /** Modification time, milliseconds since 1970. */
  readonly modified: number;
}

/** Path arithmetic of the platform that the files live on. */
export interface PathRules {
  readonly separator: "/" | "\\";
  resolve(...parts: string[]): string;
  relative(from: string, to: string): string;
  dirname(path: string): string;
  basename(path: string): string;
  isAbsolute(path: string): boolean;
}

/** A file, folder or tool that cannot be used. `message` is one sentence for people, without a stack trace. */
export class HostError extends Error {
  override readonly name = "HostError";
  readonly path: string;
  readonly code: "not-found" | "not-a-file" | "denied" | "changed" | "io";
  constructor(code: HostError["code"], path: string, message: string) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

export interface Host {
  readonly path: PathRules;
  /** Opens a regular file. Throws `HostError`. */
  openFile(path: string): RandomAccessFile;
  /** What is at `path` (links followed); `undefined` where nothing is. */
  stat(path: string): FileStat | undefined;
  /** The file's text as UTF-8. Throws `HostError`. */
  readText(path: string): string;
  /** The entries of a folder, sorted by name; empty where it cannot be read. A link to a file is a file, one to a folder "other". */
  listFolder(path: string): readonly { readonly name: string; readonly kind: FileStat["kind"] }[];
  /**
   * Inflates zlib data, at most `limit` bytes of it. A truncated stream gives what could be inflated.
   * Throws an `Error` on data that is not zlib.
   */
  inflate(data: Uint8Array, limit: number): Uint8Array;
  now(): Date;
  /** GOOS and GOARCH of this machine, for build constraints. */
  readonly platform: { readonly goos: string; readonly goarch: string };
  /** The version of this machine's GNU C library, as `2.36`; `undefined` where there is none. */
  libcVersion?(): string | undefined;
  /** An environment variable, as `go generate` expands it in a directive. */
  env(name: string): string | undefined;
}
