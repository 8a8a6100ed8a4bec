// The JSON schema of bind-plugin.json: it is the one that is shipped, and an independent validator agrees with our own reading.

import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { configSchema } from "#shared/config/json-schema";
import { parseConfig } from "#shared/config/parse";
import { flagsOf } from "#shared/options";

const validate = new Ajv({ strict: true }).compile(configSchema());

it("is shipped", async () => {
  const text = JSON.stringify(configSchema(), null, 2).replace(/\[\s+("[^"]*")\s+\]/g, "[$1]");
  await expect(`${text}\n`).toMatchFileSnapshot("../../../schemas/bind-plugin.schema.json");
});

it("has every flag of generate that shapes a wrapper", () => {
  const text = JSON.stringify(configSchema());
  for (const { name } of flagsOf("generate")) {
    const isThere = text.includes(`"${name.replace(/^plugin-/, "")}":{"description"`);
    expect(isThere, name).toBe(name !== "force");
  }
});

const plugin = (more: object) => ({ plugins: [{ path: "a.so", ...more }] });

it.each<[object | null | number, boolean]>([
  [{}, false],
  [{ plugins: [] }, true],
  [{ $schema: "x", plugins: [{ path: "a.so" }] }, true],
  [plugin({ package: "./plug", wrapper: {} }), true],
  [
    plugin({
      package: "example.com/plug",
      wrapper: { "output-path": "api/api.go", "output-name": "Größe", "output-package": "api", sha256: true },
    }),
    true,
  ],
  [
    plugin({ wrapper: { format: false, "hide-vars": true, interface: true, "dereference-vars": false } }),
    true,
  ],
  [null, false],
  [3, false],
  [[], false],
  [{ plugins: {} }, false],
  [{ plugins: ["a.so"] }, false],
  [{ plugins: [{}] }, false],
  [{ plugins: [{ path: "" }] }, false],
  [{ plugins: [{ path: 1 }] }, false],
  [{ plugin: [] }, false],
  [plugin({ package: "-race" }), false],
  [plugin({ package: "" }), false],
  [plugin({ force: true }), false],
  [plugin({ wrapper: [] }), false],
  [plugin({ wrapper: { force: true } }), false],
  [plugin({ wrapper: { path: "x.go" } }), false],
  [plugin({ wrapper: { sha256: "true" } }), false],
  [plugin({ wrapper: { "output-path": "api.txt" } }), false],
  [plugin({ wrapper: { "output-name": "my-api" } }), false],
  [plugin({ wrapper: { "output-package": "a.b" } }), false],
  [plugin({ wrapper: { "output-package": null } }), false],
])("agrees on %j: %s", (value, isValid) => {
  expect(validate(value), JSON.stringify(validate.errors)).toBe(isValid);
  const { issues } = parseConfig(JSON.stringify(value));
  expect(issues.length === 0, JSON.stringify(issues)).toBe(isValid);
});
