// `bind-plugin compat`: says whether a host loads plugins, why not and what to do, as text or JSON.

import { readCompat } from "#shared/compat/compat";
import { compatJson } from "#shared/compat/json";
import { type CompatLine, compatLines, compatText } from "#shared/compat/text";
import { type ParsedFlags, textOf, truthOf } from "#shared/flags";
import { askGo } from "../go-list.ts";
import { nodeHost } from "../node-host.ts";
import { type Paint, painter, wantsColor, writeOut } from "./output.ts";
import { usageError } from "./usage.ts";

export async function compat(parsed: ParsedFlags, paths: readonly string[]): Promise<number> {
  const [host, ...plugins] = paths;
  if (host === undefined || plugins.length === 0)
    throw usageError("compat", "compat needs a host and plugins: bind-plugin compat ./host plugin.so");
  const libc = textOf(parsed, "libc");
  if (libc !== "" && !/^\d+(\.\d+)*$/.test(libc))
    throw usageError(
      "compat",
      `-libc is a version of the GNU C library, as 2.31, not ${JSON.stringify(libc)}`,
    );
  const answer = truthOf(parsed, "go-list") ? await askGo(host) : undefined;
  const report = await readCompat(nodeHost, {
    host,
    plugins,
    ...(libc === "" ? {} : { world: { libc } }),
    ...(answer ? { answer } : {}),
  });
  if (truthOf(parsed, "json")) {
    writeOut(`${JSON.stringify(compatJson(report), null, 2)}\n`);
  } else {
    const paint = painter(wantsColor(textOf(parsed, "color")));
    writeOut(compatText(compatLines(report), (line) => paintLine(line, paint)));
  }
  return report.plugins.every(({ verdict }) => verdict.outcome === "loads") ? 0 : 1;
}

const styles = { good: "name", bad: "error", title: "strong", faint: "faint", command: "note" } as const;

function paintLine({ style, text }: CompatLine, paint: Paint): string {
  return style === "plain" || text === "" ? text : paint(styles[style], text);
}
