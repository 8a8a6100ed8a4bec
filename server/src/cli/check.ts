// `bind-plugin check`: reports what has drifted apart, as text or JSON.

import { type ParsedFlags, textOf, truthOf } from "#shared/flags";
import { engine } from "../node-engine.ts";
import { painter, wantsColor, writeOut } from "./output.ts";
import { exitCodeOf, pathsToCheck, reportText } from "./report.ts";

export async function check(parsed: ParsedFlags, operands: readonly string[]): Promise<number> {
  const folder = process.cwd();
  const result = await engine.check(pathsToCheck(operands), folder);
  writeOut(
    truthOf(parsed, "json")
      ? `${JSON.stringify(result.problems, null, 2)}\n`
      : reportText(result, folder, painter(wantsColor(textOf(parsed, "color")))),
  );
  return exitCodeOf(result);
}
