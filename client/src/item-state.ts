// How the states of plugins, wrappers and symbols look: a badge and a colour beside the words, which say the same.

import { type Disposable, FileDecoration, ThemeColor, Uri, window } from "vscode";
import type { ItemState, SymbolItem } from "#shared/protocol";

export type AnyState = ItemState | SymbolItem["state"];

/** A colour of package.json, which has a value for each kind of theme. */
type Color = "bindPlugin.errorForeground" | "bindPlugin.warningForeground" | "bindPlugin.addedForeground";

interface Look {
  /** One or two characters. */
  readonly badge: string;
  readonly color?: Color;
  readonly words: string;
}

const error: Color = "bindPlugin.errorForeground";
const warning: Color = "bindPlugin.warningForeground";
const added: Color = "bindPlugin.addedForeground";

/** States that are as they should be have no badge. */
const looks: Readonly<Partial<Record<AnyState, Look>>> = {
  drifted: { badge: "≠", color: warning, words: "out of date" },
  missing: { badge: "?", color: error, words: "missing" },
  unreadable: { badge: "!", color: error, words: "cannot be read" },
  "build-failed": { badge: "!", color: error, words: "could not be built" },
  unloadable: { badge: "✗", color: error, words: "will not load" },
  unbound: { badge: "○", words: "not bound" },
  changed: { badge: "≠", color: error, words: "changed" },
  added: { badge: "+", color: added, words: "new" },
  unbuilt: { badge: "+", color: warning, words: "not built yet" },
  "left-out": { badge: "−", color: warning, words: "left out of wrappers" },
};

const scheme = "bind-plugin-item";

/** The resource of an item in the view, which its badge and colour are found by. */
export function itemUri(name: string, state: AnyState): Uri {
  return Uri.from({ scheme, path: `/${name}`, query: state });
}

/** In a word or two; `undefined` where the state is as it should be. */
export function stateWords(state: AnyState): string | undefined {
  return looks[state]?.words;
}

export function itemColor(state: AnyState): ThemeColor | undefined {
  const color = looks[state]?.color;
  return color && new ThemeColor(color);
}

export function registerBadges(): Disposable {
  return window.registerFileDecorationProvider({
    provideFileDecoration({ scheme: of, query }) {
      const look = of === scheme ? looks[query as AnyState] : undefined;
      return look && new FileDecoration(look.badge, look.words, itemColor(query as AnyState));
    },
  });
}
