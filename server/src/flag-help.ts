// What a flag of `generate`, or a key of bind-plugin.json, means, as a text to read in an editor.

import { type MarkupContent, MarkupKind } from "vscode-languageserver/node";
import type { MemberShape } from "#shared/config/shape";
import type { FlagSpec } from "#shared/options";

/** A flag as it is written in a directive. */
export function flagHelp(flag: FlagSpec, hasMarkdown: boolean): MarkupContent {
  const name = flag.value === undefined ? `-${flag.name}` : `-${flag.name} ${flag.value}`;
  const help = `${flag.help.charAt(0).toUpperCase()}${flag.help.slice(1)}.`;
  return helpText(name, help, flag.default, hasMarkdown);
}

export function memberHelp(
  key: string,
  { description, flag }: MemberShape,
  hasMarkdown: boolean,
): MarkupContent {
  return helpText(JSON.stringify(key), description, flag?.default ?? "", hasMarkdown);
}

function helpText(name: string, help: string, byDefault: string, hasMarkdown: boolean): MarkupContent {
  const paragraphs = hasMarkdown
    ? [`\`${name}\``, escapeMarkdown(help), byDefault && `Default: \`${byDefault}\``]
    : [name, help, byDefault && `Default: ${byDefault}`];
  return {
    kind: hasMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
    value: paragraphs.filter((text) => text !== "").join("\n\n"),
  };
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_<>[\]]/g, "\\$&");
}
