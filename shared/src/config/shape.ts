// What bind-plugin.json may contain, from the table of flags: reading, the JSON schema, completion and hover derive from it.

import { type FlagSpec, flagsOf } from "../options.ts";

/** The file's name, in any folder of a project. */
export const configName = "bind-plugin.json";

export type Shape = ObjectShape | ListShape | { readonly kind: "string" | "boolean" };

export interface ObjectShape {
  readonly kind: "object";
  readonly members: ReadonlyMap<string, MemberShape>;
  readonly required: readonly string[];
}

interface ListShape {
  readonly kind: "list";
  readonly items: Shape;
}

export interface MemberShape {
  /** One sentence or more, plain text. */
  readonly description: string;
  readonly shape: Shape;
  /** The flag of `generate` that means the same. */
  readonly flag?: FlagSpec;
}

/** Flags that have another name in the file: what is said of the plugin itself. */
const pluginKeys: ReadonlyMap<string, string> = new Map([
  ["plugin-path", "path"],
  ["plugin-package", "package"],
]);

/** What is for the command line alone: a file that says always what is not to be asked for would be no protection. */
const flagsOfFile = flagsOf("generate").filter(({ name }) => name !== "force");

/** The key that means the same as a flag. */
export function keyOf(flag: string): string {
  return pluginKeys.get(flag) ?? flag;
}

/** That key as messages have it. */
export function showKey(flag: string): string {
  return JSON.stringify(keyOf(flag));
}

function memberOf(flag: FlagSpec): [string, MemberShape] {
  const names = new Set(flagsOfFile.map(({ name }) => name));
  const help = flag.help.replace(/(?<![\w-])-([a-z][\w-]*)/g, (text, name: string) =>
    names.has(name) ? showKey(name) : text,
  );
  const shape: Shape = { kind: flag.kind === "bool" ? "boolean" : "string" };
  return [keyOf(flag.name), { description: sentence(help), shape, flag }];
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

const ofPlugin = flagsOfFile.filter(({ name }) => pluginKeys.has(name));
const ofWrapper = flagsOfFile.filter(({ name }) => !pluginKeys.has(name));

const wrapper: ObjectShape = { kind: "object", members: new Map(ofWrapper.map(memberOf)), required: [] };

const host = (plugins: string): [string, MemberShape] => [
  "host",
  {
    description: `The program that opens ${plugins}: its file, or the folder of its package while it isn't built. check says whether it would load them.`,
    shape: { kind: "string" },
  },
];

/** One element of `plugins`. */
export const pluginShape: ObjectShape = {
  kind: "object",
  members: new Map<string, MemberShape>([
    ...ofPlugin.map(memberOf),
    host("the plugin, where it is another one than that of the whole file"),
    [
      "wrapper",
      {
        description:
          "The wrapper to generate; each key means what the flag of that name means to bind-plugin generate.",
        shape: wrapper,
      },
    ],
  ]),
  required: ["path"],
};

export const configShape: ObjectShape = {
  kind: "object",
  members: new Map<string, MemberShape>([
    ["$schema", { description: "The JSON schema of this file, for editors.", shape: { kind: "string" } }],
    host("the plugins, also those that directives and wrappers in this folder and below it name"),
    [
      "plugins",
      {
        description:
          "The plugins, each with its wrapper. Relative paths are meant from the folder of this file.",
        shape: { kind: "list", items: pluginShape },
      },
    ],
  ]),
  required: ["plugins"],
};
