// The text of build information, as runtime/debug.BuildInfo.String writes it.

import { expect, test } from "vitest";
import { parseBuildInfo } from "#shared/runtime/build-info";

test("modules, replacements and quoted settings", () => {
  const text = [
    "path\texample.com/plug",
    "mod\texample.com/plug\t(devel)\t",
    "=>\t./local\t\t",
    "dep\texample.com/a\tv1.2.3\th1:abc=",
    "dep\texample.com/b\tv0.0.0-2024\th1:def=",
    "=>\texample.com/c\tv1.0.0\th1:ghi=",
    "build\t-buildmode=plugin",
    "build\t-ldflags=\"-X 'main.V=a b' -s\\n\"",
    "build\t`odd key`=`odd value`",
    "build\tCGO_CFLAGS=",
    "something\tnew",
    "",
  ].join("\n");
  expect(parseBuildInfo(text)).toEqual({
    path: "example.com/plug",
    main: {
      path: "example.com/plug",
      version: "(devel)",
      sum: "",
      replace: { path: "./local", version: "", sum: "" },
    },
    deps: [
      { path: "example.com/a", version: "v1.2.3", sum: "h1:abc=" },
      {
        path: "example.com/b",
        version: "v0.0.0-2024",
        sum: "h1:def=",
        replace: { path: "example.com/c", version: "v1.0.0", sum: "h1:ghi=" },
      },
    ],
    settings: [
      { key: "-buildmode", value: "plugin" },
      { key: "-ldflags", value: "-X 'main.V=a b' -s\n" },
      { key: "odd key", value: "odd value" },
      { key: "CGO_CFLAGS", value: "" },
    ],
  });
});

test("nothing", () => {
  expect(parseBuildInfo("")).toEqual({ path: "", deps: [], settings: [] });
});
