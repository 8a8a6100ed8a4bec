// Documentation comments: which ones belong to a declaration, and their text, as go/parser and go/ast have it.

import type { SyntaxNode } from "./syntax.ts";

/**
 * The comments that document each of the nodes between `children`: those directly above it, without a blank line between, that
 * do not trail other code. (parser.next of go/parser/parser.go, Go 1.26.)
 */
export function leadComments(
  children: readonly SyntaxNode[],
): ReadonlyMap<SyntaxNode, readonly SyntaxNode[]> {
  const leads = new Map<SyntaxNode, readonly SyntaxNode[]>();
  let group: SyntaxNode[] = [];
  let isTrailing = false;
  let codeRow = -1;
  let groupRow = -1;
  for (const child of children) {
    const row = child.startPosition.row;
    if (child.type === "comment") {
      const isNext = group.length > 0 && row <= groupRow + (isTrailing ? 0 : 1);
      if (!isNext) {
        group = [];
        isTrailing = row === codeRow;
      }
      group.push(child);
      groupRow = child.endPosition.row;
    } else if (child.type !== "\n") {
      if (group.length > 0 && !isTrailing && groupRow + 1 === row) leads.set(child, group);
      group = [];
      codeRow = child.endPosition.row;
    }
  }
  return leads;
}

/**
 * The text of comments as lines: without markers, directives, blanks at line ends, and blank lines at both ends or in a row.
 * (CommentGroup.Text of go/ast/ast.go, Go 1.26.)
 */
export function commentLines(comments: readonly SyntaxNode[]): readonly string[] {
  const lines: string[] = [];
  for (const comment of comments) {
    const text = comment.text.replaceAll("\r", "");
    if (text.startsWith("/*")) {
      lines.push(...text.slice(2, -2).split("\n"));
    } else if (text.startsWith("// ")) {
      lines.push(text.slice(3));
    } else if (!isDirective(text.slice(2))) {
      lines.push(text.slice(2));
    }
  }
  const trimmed = lines.map((line) => line.replace(/[ \t\n\r]+$/, ""));
  const kept = trimmed.filter((line, i) => line !== "" || (i > 0 && trimmed[i - 1] !== ""));
  while (kept.at(-1) === "") kept.pop();
  while (kept[0] === "") kept.shift();
  // A list that has grown has room for more.
  return kept.slice();
}

/** `go:noinline`, `line file:1`, `export Name`: what follows the slashes of a comment for tools. */
function isDirective(text: string): boolean {
  return /^(?:line |extern |export |[a-z0-9]+:[a-z0-9])/.test(text);
}
