import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}", "workers/**/*.test.ts"],
    testTimeout: 60_000,
    // Two cores: more processes only compete with each other.
    maxWorkers: 2,
  },
});
