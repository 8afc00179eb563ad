import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";

/**
 * A module as the workers get it: with all it imports in one file. Vitest reaches imports through getters, which would
 * cost benchmarks two thirds of the speed they measure.
 *
 * @param entry absolute path of its file
 * @returns its exports; M is the type of the module
 */
export async function bundled<M>(entry: string): Promise<M> {
  const folder = await mkdtemp(join(tmpdir(), "whydunit-bundle-"));
  try {
    await build({
      configFile: false,
      logLevel: "error",
      build: { outDir: folder, minify: false, lib: { entry, formats: ["es"], fileName: () => "module.mjs" } },
    });
    return await import(/* @vite-ignore */ join(folder, "module.mjs"));
  } finally {
    // What was imported is in memory.
    await rm(folder, { recursive: true });
  }
}
