// How a command fails: sentences for people and an exit code.

/** A failure that is not a bug: what was asked for cannot be done. Each sentence becomes a line of standard error. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitCode: number;
  /** Further lines that help. */
  readonly hints: readonly string[];
  constructor(message: string, hints: readonly string[] = [], exitCode = 2) {
    super(message);
    this.hints = hints;
    this.exitCode = exitCode;
  }
}

/** Names of the errors that tell what is wrong with the input in words for people. */
const expected = new Set(["HostError", "FormatError", "CommandError"]);

export function isExpected(error: unknown): error is Error {
  return error instanceof Error && expected.has(error.name);
}

/** Like `isExpected` by name, since each lazily loaded bundle has a class of its own. */
export function isCommandError(error: Error): error is CommandError {
  return error.name === "CommandError";
}

/** Whether what was being done was ended from outside. */
export function isInterruption(error: unknown): boolean {
  return isExpected(error) && isCommandError(error) && error.exitCode === 130;
}

/** The error with the file that it is about, which a reader of bytes does not know. */
export function about(path: string, error: unknown): unknown {
  return error instanceof Error && error.name === "FormatError"
    ? new CommandError(`${path}: ${error.message}`)
    : error;
}
