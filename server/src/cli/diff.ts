// `bind-plugin diff`: what has changed between two builds of a plugin, as text or JSON.

import { diffJson } from "#shared/diff/json";
import { diffPlugins } from "#shared/diff/plugins";
import { readPluginPair } from "#shared/diff/read";
import { verdictOf } from "#shared/diff/report";
import { type DiffLine, diffLines, diffText } from "#shared/diff/text";
import { type ParsedFlags, textOf, truthOf } from "#shared/flags";
import { nodeHost } from "../node-host.ts";
import { type Paint, painter, wantsColor, writeOut } from "./output.ts";
import { usageError } from "./usage.ts";

export async function diff(parsed: ParsedFlags, paths: readonly string[]): Promise<number> {
  const [oldPath, newPath, ...rest] = paths;
  if (oldPath === undefined || newPath === undefined || rest.length > 0)
    throw usageError("diff", "diff needs two plugins: bind-plugin diff old.so new.so");
  const pair = await readPluginPair(nodeHost, oldPath, newPath);
  const report = diffPlugins(pair);
  if (truthOf(parsed, "json")) {
    writeOut(`${JSON.stringify(diffJson(report, pair.old, pair.new), null, 2)}\n`);
  } else {
    const paint = painter(wantsColor(textOf(parsed, "color")));
    writeOut(diffText(diffLines(report, `${oldPath} -> ${newPath}`), (line) => paintLine(line, paint)));
  }
  return verdictOf(report) === "incompatible" ? 1 : 0;
}

const styles = { title: "strong", old: "error", new: "name" } as const;

function paintLine({ style, text }: DiffLine, paint: Paint): string {
  return style === "plain" ? text : paint(styles[style], text);
}
