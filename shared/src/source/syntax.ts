// The port to a Go parser: the few things that the engine asks of a syntax tree.

import type { Range } from "../model.ts";

/** 0-based; columns are UTF-16 code units. */
interface Point {
  readonly row: number;
  readonly column: number;
}

/** A node of a concrete syntax tree, with the node types and field names of tree-sitter-go. */
export interface SyntaxNode {
  readonly type: string;
  readonly text: string;
  readonly startPosition: Point;
  readonly endPosition: Point;
  /** Named and anonymous ones, comments included. */
  readonly children: readonly SyntaxNode[];
  readonly namedChildren: readonly SyntaxNode[];
  /** The text could not be parsed somewhere in the node. */
  readonly hasError: boolean;
  /** Of the root null. */
  readonly parent: SyntaxNode | null;
  childForFieldName(name: string): SyntaxNode | null;
  childrenForFieldName(name: string): readonly SyntaxNode[];
  /** The smallest named node within this one that spans the place. */
  namedDescendantForPosition(point: Point): SyntaxNode | null;
}

/** A parsed file. Its nodes are dead once it has been deleted. */
export interface SyntaxTree {
  readonly rootNode: SyntaxNode;
  /** Frees the tree's memory, which no garbage collector does. */
  delete(): void;
}

export interface GoParser {
  /** Parses a whole Go file. Never throws: what is no Go becomes error nodes. */
  parse(text: string): SyntaxTree;
}

export function rangeOf(node: SyntaxNode): Range {
  const { startPosition: start, endPosition: end } = node;
  return {
    start: { line: start.row, character: start.column },
    end: { line: end.row, character: end.column },
  };
}

/** A node's named children without its comments. */
export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.namedChildren.filter(({ type }) => type !== "comment");
}

/** Whether a node between the others is only there by its text: `func (`, `*`, `...`. */
export function hasToken(node: SyntaxNode, token: string): boolean {
  return node.children.some(({ type }) => type === token);
}
