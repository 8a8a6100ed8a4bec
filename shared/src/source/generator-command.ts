// Recognises the commands that generate a wrapper: bind-plugin and go-bind-plugin, run directly or by go, npx or node.

export type GeneratorName = "bind-plugin" | "go-bind-plugin";

export interface GeneratorCommand {
  readonly tool: GeneratorName;
  /** Index of the first argument of `generate`, behind the tool and the command's name. */
  readonly firstArgument: number;
}

/** Build flags of `go run` that take their value as the next word (`go help build`, `go help run`, Go 1.26). */
const goFlagsWithValue = new Set(
  (
    "C p asmflags buildmode compiler covermode coverpkg exec gccgoflags gcflags installsuffix ldflags mod modfile overlay " +
    "pgo pkgdir tags toolexec"
  ).split(" "),
);

/** The generator that a command line runs to generate; `undefined` for other tools, and for other commands of ours. */
export function readGeneratorCommand(words: readonly string[]): GeneratorCommand | undefined {
  const at = findTool(words);
  if (at === undefined) return undefined;
  const tool = toolName(words[at]!);
  if (tool === undefined) return undefined;
  const next = words[at + 1];
  if (next === "generate") return { tool, firstArgument: at + 2 };
  if (next !== undefined && !next.startsWith("-")) return undefined;
  return { tool, firstArgument: at + 1 };
}

/** Index of the word that names the tool, behind a runner. */
function findTool(words: readonly string[]): number | undefined {
  const [first, second] = words;
  if (first === undefined) return undefined;
  switch (programName(first)) {
    case "go":
      return second === "run" || second === "tool" ? skipFlags(words, 2, goFlagsWithValue) : undefined;
    case "npx":
      return skipFlags(words, 1, new Set(["p", "package"]));
    case "node":
      return skipFlags(words, 1, new Set());
    default:
      return 0;
  }
}

function skipFlags(
  words: readonly string[],
  from: number,
  withValue: ReadonlySet<string>,
): number | undefined {
  let at = from;
  for (; at < words.length && words[at]!.startsWith("-"); at++) {
    if (withValue.has(words[at]!.replace(/^--?/, ""))) at++;
  }
  return at < words.length ? at : undefined;
}

/** A path, package path or npm name, with or without a version. */
function toolName(word: string): GeneratorName | undefined {
  const path = word.replace(/@[^@/\\]*$/, "").replace(/\/v[2-9]\d*$/, "");
  const name = programName(path).replace(/\.[cm]?js$/, "");
  return name === "bind-plugin" || name === "go-bind-plugin" ? name : undefined;
}

function programName(path: string): string {
  return path.replace(/^.*[\\/]/s, "").replace(/\.(?:exe|cmd)$/i, "");
}
