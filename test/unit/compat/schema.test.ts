// The JSON schema of compat names every kind that there is.

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { CauseKind, Fix, Outcome, Reason } from "#shared/compat/report";

// The compiler asks for every one of them.
const causes: Record<CauseKind, true> = {
  platform: true,
  "plugin-support": true,
  "not-a-plugin": true,
  "go-version": true,
  goexperiment: true,
  race: true,
  msan: true,
  asan: true,
  cover: true,
  trimpath: true,
  tags: true,
  cgo: true,
  gcflags: true,
  setting: true,
  "module-version": true,
  "module-main": true,
  "module-unknown": true,
  "module-replaced": true,
  "module-content": true,
  vendored: true,
  "local-edit": true,
  package: true,
  "plugin-path": true,
  "other-plugin": true,
  libc: true,
  library: true,
  "undefined-symbol": true,
};
const reasons: Record<Reason, true> = {
  same: true,
  platform: true,
  "not-a-plugin": true,
  "no-plugin-support": true,
  "module-data": true,
  package: true,
  "already-loaded": true,
  "lost-symbol": true,
  libc: true,
  library: true,
  "undefined-symbol": true,
  sanitizer: true,
};
const outcomes: Record<Outcome, true> = { loads: true, refused: true, dies: true };
const fixes: Record<Fix["kind"], true> = {
  "build-plugin": true,
  "build-host": true,
  "align-module": true,
  "edit-go-mod": true,
  other: true,
};

const path = new URL("../../../schemas/compat.schema.json", import.meta.url);
const plugin = JSON.parse(readFileSync(path, "utf8")).properties.plugins.items.properties;

it.each([
  ["causes", causes, plugin.causes.items.properties.kind.enum],
  ["reasons", reasons, plugin.verdict.properties.reason.enum],
  ["outcomes", outcomes, plugin.verdict.properties.outcome.enum],
  ["fixes", fixes, plugin.fixes.items.properties.kind.enum],
])("%s", (_name, known, listed) => expect([...listed].sort()).toEqual(Object.keys(known).sort()));
