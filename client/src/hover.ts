// Hovers of the server, without what VS Code shows beside them anyway: the messages of the problems there.

import { type Diagnostic, type Hover, MarkdownString } from "vscode";

/** Takes out of the hover each line that says what one of the problems says. */
export function withoutMessages(hover: Hover, problems: readonly Diagnostic[]): Hover {
  const messages = problems.map(({ message }) => unescaped(message));
  const isRepeated = (line: string) => messages.some((message) => unescaped(line).endsWith(`**: ${message}`));
  for (const content of hover.contents) {
    if (!(content instanceof MarkdownString)) continue;
    const lines = content.value.split("\n");
    content.value = lines.filter((line) => !isRepeated(line)).join("\n");
  }
  return hover;
}

function unescaped(markdown: string): string {
  return markdown.replaceAll("\\", "");
}
