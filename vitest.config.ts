import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/editor/**"],
    testTimeout: 120_000,
    hookTimeout: 600_000,
    globalSetup: ["test/support/global-setup.ts"],
    maxWorkers: 2,
    reporters: ["default", ["json", { outputFile: ".cache/test-report.json" }]],
  },
});
