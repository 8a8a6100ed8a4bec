// The command line: picks the command, and turns every failure into sentences on standard error and an exit code.

import { parseFlags } from "#shared/flags";
import { nearest } from "#shared/nearest";
import { type CommandName, commands } from "#shared/options";
import { writeError } from "./cli/output.ts";
import { requireNoIssues, requireNoOperands } from "./cli/usage.ts";
import { CommandError, isCommandError, isExpected } from "./failure.ts";

process.on("uncaughtException", (error) => process.exit(report(error)));
run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = report(error);
  },
);

async function run(args: readonly string[]): Promise<number> {
  const [first] = args;
  if (first === undefined) {
    writeError((await import("./cli/help.ts")).overviewText());
    return 2;
  }
  if (isHelpFlag(first) && !calledAsGenerator()) return (await import("./cli/help.ts")).help(args.slice(1));
  if (/^--?version$/.test(first)) return (await import("./cli/version.ts")).version();
  if (first.startsWith("-")) return runCommand("generate", args);
  if (Object.hasOwn(commands, first)) return runCommand(first as CommandName, args.slice(1));
  const near = nearest(first, Object.keys(commands));
  throw new CommandError(`there is no command ${JSON.stringify(first)}`, [
    near ? `Did you mean bind-plugin ${near}?` : 'Run "bind-plugin help" for the commands.',
  ]);
}

function isHelpFlag(argument: string): boolean {
  return /^--?(h|help)$/.test(argument);
}

/** Whether the program was started under the name of the generator that it replaces. */
function calledAsGenerator(): boolean {
  return /(^|[\\/])go-bind-plugin(\.[a-z]+)?$/.test(process.argv[1] ?? "");
}

async function runCommand(command: CommandName, args: readonly string[]): Promise<number> {
  const parsed = parseFlags(command, args);
  if (parsed.help) return (await import("./cli/help.ts")).help([command]);
  requireNoIssues(command, parsed.issues);
  const operands = parsed.operands.map((operand) => operand.text);
  switch (command) {
    case "generate":
      requireNoOperands(command, operands);
      return (await import("./cli/generate.ts")).generate(parsed);
    case "check":
      return (await import("./cli/check.ts")).check(parsed, operands);
    case "watch":
      return (await import("./cli/watch.ts")).watch(parsed, operands);
    case "inspect":
      return (await import("./cli/inspect.ts")).inspect(parsed, operands);
    case "compat":
      return (await import("./cli/compat.ts")).compat(parsed, operands);
    case "diff":
      return (await import("./cli/diff.ts")).diff(parsed, operands);
    case "lsp":
      requireNoOperands(command, operands);
      return (await import("./cli/lsp.ts")).lsp();
    case "version":
      requireNoOperands(command, operands);
      return (await import("./cli/version.ts")).version();
    case "help":
      return (await import("./cli/help.ts")).help(operands);
  }
}

function report(error: unknown): number {
  if (!isExpected(error)) {
    const what = error instanceof Error ? error.message : String(error);
    writeError(
      `bind-plugin: internal error: ${what}\nThis is a bug in bind-plugin; please report it with the command that you ran.\n`,
    );
    if (process.env["BIND_PLUGIN_DEBUG"] && error instanceof Error) writeError(`${error.stack}\n`);
    return 2;
  }
  writeError(`bind-plugin: ${error.message}\n`);
  if (!isCommandError(error)) return 2;
  for (const hint of error.hints) writeError(`${hint}\n`);
  return error.exitCode;
}
