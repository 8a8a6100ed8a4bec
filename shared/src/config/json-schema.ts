// The shape of bind-plugin.json as a JSON schema, which editors know what to do with.

import type { FlagSpec } from "../options.ts";
import { configName, configShape, type MemberShape, type Shape } from "./shape.ts";

/** As JSON Schema, draft 7: the newest that every editor takes. */
export function configSchema(): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `${configName}: which Go plugins a project has, and how their wrappers are generated`,
    ...schemaOf(configShape),
  };
}

function schemaOf(shape: Shape): object {
  switch (shape.kind) {
    case "list":
      return { type: "array", items: schemaOf(shape.items) };
    case "object": {
      const properties = Object.fromEntries(
        [...shape.members].map(([key, member]) => [key, schemaOfMember(member)]),
      );
      const required = shape.required.length === 0 ? {} : { required: shape.required };
      return { type: "object", additionalProperties: false, ...required, properties };
    }
    default:
      return { type: shape.kind };
  }
}

function schemaOfMember({ description, shape, flag }: MemberShape): object {
  return { description, ...schemaOf(shape), ...(flag ? restrictions(flag) : {}) };
}

/** What a single value can be refused for. What needs two values to see is left to us. */
const patterns: ReadonlyMap<string, string> = new Map([
  ["output-name", String.raw`^[\p{L}_][\p{L}_\p{Nd}]*$`],
  ["output-package", String.raw`^[\p{L}_][\p{L}_\p{Nd}]*$`],
  ["output-path", String.raw`\.go$`],
  ["plugin-package", "^[^-]"],
]);

function restrictions(flag: FlagSpec): object {
  const pattern = patterns.get(flag.name);
  const byDefault = flag.kind === "bool" ? flag.default === "true" : flag.default || undefined;
  return {
    ...(byDefault === undefined ? {} : { default: byDefault }),
    ...(flag.choices ? { enum: flag.choices } : {}),
    ...(pattern ? { pattern } : {}),
    ...(flag.kind === "string" ? { minLength: 1 } : {}),
  };
}
