// What stands at a place in a bind-plugin.json, however unfinished it is, for completion and hover.

import { findNodeAtLocation, getLocation, type JSONPath, type Node } from "jsonc-parser";
import { entryArguments } from "./parse.ts";
import { configShape, type MemberShape, type ObjectShape, type Shape } from "./shape.ts";
import { findTooDeep, parseConfigText } from "./text.ts";

interface Token {
  /** Offsets of the token, quotes included; the same where nothing stands there. */
  readonly start: number;
  readonly end: number;
  /** The string or word between its beginning and the offset, without the quote. */
  readonly typed: string;
  /** What the plugin's entry says, as arguments of `generate`; empty outside of one. */
  readonly args: readonly string[];
}

export interface KeyPlace extends Token {
  readonly kind: "key";
  /** The object's. */
  readonly shape: ObjectShape;
  /** What the key means, where it is one that there is. */
  readonly member?: MemberShape;
  /** As it is written; absent where there is none yet. */
  readonly key?: string;
  /** The object's other keys. */
  readonly others: ReadonlySet<string>;
  readonly hasValue: boolean;
}

export interface ValuePlace extends Token {
  readonly kind: "value";
  readonly shape: Shape;
  /** What the key means that the value belongs to, and that key; absent at the top and in a list. */
  readonly member?: MemberShape;
  readonly key?: string;
}

export type ConfigPlace = KeyPlace | ValuePlace;

/** `undefined` where nothing can stand, or nothing that is known. */
export function readConfigPlace(text: string, offset: number): ConfigPlace | undefined {
  if (findTooDeep(text) !== undefined) return undefined;
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  const span = spanAt(text, offset, previousNode);
  if (!span) return undefined;
  const { root } = parseConfigText(text);
  const entry = root && path[0] === "plugins" ? findNodeAtLocation(root, path.slice(0, 2)) : undefined;
  const token: Token = { ...span, args: entry?.type === "object" ? entryArguments(entry) : [] };
  if (isAtPropertyKey) {
    const shape = shapeAt(path.slice(0, -1))?.shape;
    if (shape?.kind !== "object") return undefined;
    const key = previousNode?.type === "property" ? String(previousNode.value) : undefined;
    const member = key === undefined ? undefined : shape.members.get(key);
    const object = root && findNodeAtLocation(root, path.slice(0, -1));
    const others = new Set(
      (object?.children ?? []).flatMap(({ children: [name] = [] }) =>
        name && name.offset !== token.start ? [String(name.value)] : [],
      ),
    );
    const hasValue = /^\s*:/.test(text.slice(token.end));
    const known = { ...(member ? { member } : {}), ...(key === undefined ? {} : { key }) };
    return { kind: "key", shape, others, hasValue, ...known, ...token };
  }
  const found = shapeAt(path);
  if (!found) return undefined;
  const { shape, member } = found;
  const isInList = shape.kind === "object" || shape.kind === "list";
  if (isInList && previousNode) return undefined;
  const known = member ? { member, key: String(path.at(-1)) } : {};
  return { kind: "value", shape, ...known, ...token };
}

/** The token that the offset touches, or an empty one between tokens; `undefined` behind a whole value, where none may follow. */
function spanAt(text: string, offset: number, node: Node | undefined): Omit<Token, "args"> | undefined {
  if (node) {
    const { offset: start, length } = node;
    if (offset > start + length) return undefined;
    const isQuoted = text[start] === '"';
    if (isQuoted && offset === start) return { start, end: start + length, typed: "" };
    return { start, end: start + length, typed: text.slice(isQuoted ? start + 1 : start, offset) };
  }
  const typed = /[\w$-]*$/.exec(text.slice(0, offset))![0];
  const start = offset - typed.length;
  if (/[\]}"]\s*$/.test(text.slice(0, start))) return undefined;
  const end = offset + /^[\w$-]*/.exec(text.slice(offset))![0].length;
  return { start, end, typed };
}

function shapeAt(path: JSONPath): { readonly shape: Shape; readonly member?: MemberShape } | undefined {
  let at: { shape: Shape; member?: MemberShape } = { shape: configShape };
  for (const step of path) {
    if (at.shape.kind === "list" && typeof step === "number") {
      at = { shape: at.shape.items };
    } else {
      const member = at.shape.kind === "object" ? at.shape.members.get(String(step)) : undefined;
      if (!member) return undefined;
      at = { shape: member.shape, member };
    }
  }
  return at;
}
