import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type LogLevel } from "vite";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const APP_FOLDER = join(ROOT, "dist");
export const HARNESS_FOLDER = join(ROOT, "out/harness");

/** What the app is made of; the generator in src/samples makes the sample logs. */
const SOURCES = ["src", "workers", "public/_headers", "index.html", "vite.config.ts", "package-lock.json"];

/** Builds the app into dist, or the test page of the engine and the workers into out/harness, unless it is up to date. */
export async function ensureBuild(what: "app" | "harness", logLevel: LogLevel = "warn"): Promise<string> {
  const folder = what === "app" ? APP_FOLDER : HARNESS_FOLDER;
  const page = join(folder, what === "app" ? "index.html" : "e2e/harness.html");
  const sources =
    what === "app"
      ? SOURCES
      : [...SOURCES, "e2e/harness.html", "e2e/harness.ts", "e2e/harness-worker.ts", "e2e/graph-harness.tsx"];
  const changed = await Promise.all(sources.map((path) => newestChange(join(ROOT, path))));
  if (existsSync(page) && (await stat(page)).mtimeMs > Math.max(...changed)) return folder;
  await build({
    configFile: join(ROOT, "vite.config.ts"),
    mode: what === "app" ? "production" : "test",
    logLevel,
  });
  return folder;
}

/** Latest modification (ms) of a file or of anything below a folder; 0 if it does not exist. */
async function newestChange(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  const info = await stat(path);
  if (!info.isDirectory()) return info.mtimeMs;
  const names = await readdir(path);
  return Math.max(info.mtimeMs, ...(await Promise.all(names.map((name) => newestChange(join(path, name))))));
}
