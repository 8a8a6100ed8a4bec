// Import paths in the linker's form.

import { expect, test } from "vitest";
import { escapePath, unescapePath } from "#shared/runtime/names";

/** cmd/internal/objabi/path_test.go has the rules; these are the linker's names of packages that were built. */
test.each([
  ["main", "main"],
  ["example.com/rich/plug.v1", "example.com/rich/plug%2ev1"],
  ["gopkg.in/yaml.v3", "gopkg.in/yaml%2ev3"],
  ["a.b.c/d.e/f.g", "a.b.c/d.e/f%2eg"],
  ["x.y", "x%2ey"],
  ["a b/c%d", "a%20b/c%25d"],
  ["größe/日本", "gr%c3%b6%c3%9fe/%e6%97%a5%e6%9c%ac"],
  ['q"uote', "q%22uote"],
])("%s", (path, escaped) => {
  expect(escapePath(path)).toBe(escaped);
  expect(unescapePath(escaped)).toBe(path);
});
