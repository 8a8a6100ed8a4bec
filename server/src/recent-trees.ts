// A Go parser that keeps the trees of recent texts, so that an edit of one file of a package does not parse all others again.

import type { GoParser, SyntaxNode, SyntaxTree } from "#shared/source/syntax";

/** Characters of text whose trees are kept; their memory is some twenty times as much. */
const capacity = 1_000_000;

interface Kept {
  readonly text: string;
  readonly tree: SyntaxTree;
  /** Always the same object, which knows its children when it has been asked for them. */
  readonly root: SyntaxNode;
  users: number;
}

export function keepingTrees(parser: GoParser, limit = capacity): GoParser {
  /** The least recently used first. */
  const kept = new Map<string, Kept>();
  let size = 0;

  function makeRoom(): void {
    for (const { text, tree, users } of kept.values()) {
      if (size <= limit) return;
      if (users > 0) continue;
      kept.delete(text);
      size -= text.length;
      tree.delete();
    }
  }

  function keep(text: string): Kept {
    const tree = parser.parse(text);
    return { text, tree, root: tree.rootNode, users: 0 };
  }

  return {
    parse(text) {
      const known = kept.get(text);
      const entry = known ?? keep(text);
      if (!known) size += text.length;
      kept.delete(text);
      kept.set(text, entry);
      entry.users++;
      return {
        rootNode: entry.root,
        delete() {
          entry.users--;
          makeRoom();
        },
      };
    },
  };
}
