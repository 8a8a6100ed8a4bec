// The extension's manifest: what it names is there, and what is there is named.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configName as configNameOfClient, symbolLanguage, symbolViewType } from "#client/names";
import { defaultSettings, readSettings } from "#server/settings";
import { configName } from "#shared/config/shape";
import { serverCommands, settingsSection } from "#shared/protocol";

const root = join(import.meta.dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { contributes, capabilities } = manifest;
const serverIds: readonly string[] = Object.values(serverCommands);

/** The commands that a part of the manifest names: as the member `command`, or in a link of a text. */
function commandsIn(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string") {
    const links = [...value.matchAll(/command:(bindPlugin\.\w+)/gi)].map(([, id]) => id!);
    return key === "command" ? [value] : links;
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([member, one]) => commandsIn(one, member));
}

describe("settings", () => {
  const properties: Record<string, { readonly default: unknown; readonly scope: string }> =
    contributes.configuration.properties;

  it("are those of the server, with its defaults, and the trace of the language client", () => {
    const defaults: Record<string, unknown> = {};
    for (const [name, { default: value }] of Object.entries(properties)) {
      const [section, ...path] = name.split(".");
      expect(section).toBe(settingsSection);
      let at = defaults;
      for (const key of path.slice(0, -1)) {
        at[key] ??= {};
        at = at[key] as Record<string, unknown>;
      }
      at[path.at(-1)!] = value;
    }
    const { trace, ...others } = defaults;
    expect(trace).toEqual({ server: "messages" });
    expect(readSettings(others)).toEqual(defaultSettings);
    const known = Object.entries(defaultSettings).map(([key, value]) =>
      key === "go" ? [key, Object.keys(value as object)] : [key, []],
    );
    const named = Object.entries(others).map(([key, value]) =>
      key === "go" ? [key, Object.keys(value as object)] : [key, []],
    );
    expect(named.sort()).toEqual(known.sort());
  });

  it("that start programs or write files are not taken from a workspace that is not trusted", () => {
    const { supported, restrictedConfigurations } = capabilities.untrustedWorkspaces;
    expect(supported).toBe("limited");
    const risky = Object.keys(properties).filter((name) => /\.go\.|refresh/.test(name));
    expect(restrictedConfigurations.toSorted()).toEqual(risky.toSorted());
  });

  it.each(Object.keys(properties))("the README explains %s", (name) => {
    expect(readFileSync(join(root, "README.md"), "utf8")).toContain(`\`${name}\``);
  });
});

describe("names", () => {
  it("are those that the client uses", () => {
    expect(configNameOfClient).toBe(configName);
    expect(contributes.customEditors[0].viewType).toBe(symbolViewType);
    expect(contributes.languages.map(({ id }: { id: string }) => id)).toContain(symbolLanguage);
    expect(manifest.activationEvents).toContain(`workspaceContains:**/${configName}`);
  });

  it("of commands in menus, welcome texts and walkthroughs are contributed, or the editor's", () => {
    const commands: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    const { menus, viewsWelcome, walkthroughs } = contributes;
    const named = commandsIn([menus, viewsWelcome, walkthroughs]);
    expect(named.length).toBeGreaterThan(0);
    for (const command of named) expect(commands).toContain(command);
  });

  it("of commands are those that the client registers, and no server's", () => {
    const folder = join(root, "client/src/commands");
    const text = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    const registered = [...text.join("").matchAll(/"(bindPlugin\.\w+)"/g)].map(([, id]) => id!);
    const commands: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    expect(registered.toSorted()).toEqual(commands.toSorted());
    expect(commands.filter((command) => serverIds.includes(command))).toEqual([]);
  });

  it("of commands are in the palette where they can be used: all but those about the server have a condition", () => {
    const palette: { readonly command: string; readonly when: string }[] = contributes.menus.commandPalette;
    const always = ["bindPlugin.restartServer", "bindPlugin.showLog"];
    const conditional = palette.filter(({ when }) => when !== "").map(({ command }) => command);
    const commands: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    expect(commands.filter((command) => !conditional.includes(command)).toSorted()).toEqual(always);
  });

  it("of colours are those that the client uses; each kind of theme has one", () => {
    const used = readFileSync(join(root, "client/src/item-state.ts"), "utf8");
    const ids = new Set([...used.matchAll(/bindPlugin\.\w+/g)].map(([id]) => id));
    expect(ids).toEqual(new Set(contributes.colors.map(({ id }: { id: string }) => id)));
    for (const { defaults } of contributes.colors)
      expect(Object.keys(defaults)).toEqual(["dark", "light", "highContrast", "highContrastLight"]);
  });

  it("take no key", () => expect(contributes.keybindings).toBeUndefined());
});

it("names files that are there, in what is packaged", () => {
  const pictures: string[] = contributes.walkthroughs.flatMap(
    ({ steps }: { steps: readonly { media: { svg: string; altText: string } }[] }) =>
      steps.map(({ media }) => {
        expect(media.altText).not.toBe("");
        return media.svg;
      }),
  );
  const grammars: string[] = contributes.grammars.map(({ path }: { path: string }) => path);
  for (const path of [manifest.icon, ...pictures, ...grammars]) {
    expect(existsSync(join(root, path)), path).toBe(true);
    const folder = join(path).split(/[\\/]/)[0];
    expect(manifest.files).toContain(folder);
  }
  expect(manifest.files.some((glob: string) => glob === "dist/*.cjs") && manifest.main).toBe(
    "dist/extension.cjs",
  );
});
