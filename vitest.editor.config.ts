import { defineConfig } from "vitest/config";
import { editorsNamed } from "./scripts/editor/editors.mjs";

const common = { testTimeout: 180_000, hookTimeout: 600_000 };

export default defineConfig({
  test: {
    globalSetup: ["test/support/global-setup.ts", "test/editor/setup.ts"],
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: "terminal", include: ["test/editor/*.test.ts"] } },
      ...editorsNamed(process.env["EDITORS"]).map(({ version }) => ({
        test: {
          ...common,
          name: `VS Code ${version}`,
          include: ["test/editor/vscode/*.test.ts"],
          provide: { version },
        },
      })),
    ],
  },
});
