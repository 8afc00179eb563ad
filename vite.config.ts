import { existsSync } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { makeSamples } from "./e2e/make-samples.ts";

const ROOT = import.meta.dirname;
const POLICY_META = /<meta\s+http-equiv="Content-Security-Policy"[^>]*>/;

export default defineConfig(({ mode }) => ({
  root: ROOT,
  // Relative addresses: the built folder works under any path of any static host.
  base: "./",
  plugins: [samples(mode), gzipAssets(), contentSecurityPolicy()],
  worker: { format: "es", plugins: () => [gzipAssets()] },
  build: {
    target: "es2023",
    outDir: mode === "test" ? "out/harness" : "dist",
    emptyOutDir: true,
    // Inlined assets are data: URLs, which the policy forbids for scripts, workers and fetch.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    copyPublicDir: mode !== "test",
    rolldownOptions: { input: join(ROOT, mode === "test" ? "e2e/harness.html" : "index.html") },
  },
  optimizeDeps: { exclude: ["@duckdb/duckdb-wasm"] },
}));

/** The sample logs are made from a seed, not committed; made once, they are left alone until their generator changes. */
function samples(mode: string): Plugin {
  return {
    name: "samples",
    async buildStart() {
      if (mode !== "test") await makeSamples(join(ROOT, "public/samples"));
    },
  };
}

/**
 * `import url from "package/file.wasm?gzip-url"` gives the address of a gzipped copy of the file.
 * Hosts cap the size of one file (25 MiB is common) and few compress wasm, so the copy is made at build time.
 */
function gzipAssets(): Plugin {
  const suffix = "?gzip-url";
  let serving = false;
  return {
    name: "gzip-assets",
    enforce: "pre",
    configResolved(config) {
      serving = config.command === "serve";
    },
    async resolveId(source, importer) {
      if (!source.endsWith(suffix)) return null;
      const found = await this.resolve(source.slice(0, -suffix.length), importer, { skipSelf: true });
      if (found === null) throw new Error(`cannot find ${source}`);
      return found.id.replace(/\?.*$/, "") + suffix;
    },
    async load(id) {
      if (!id.endsWith(suffix)) return null;
      const path = id.slice(0, -suffix.length);
      // The loader recognises both forms by their first bytes, so the dev server need not compress.
      if (serving) return `export default ${JSON.stringify("/@fs" + path)};`;
      const name = basename(path) + ".gz";
      const reference = this.emitFile({ type: "asset", name, source: await gzipped(path) });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}

/** Compressing 34 MB at the best level takes seconds, so the result is kept beside the dependency. */
async function gzipped(path: string): Promise<Uint8Array> {
  const { size, mtimeMs } = await stat(path);
  const folder = join(ROOT, "node_modules/.cache/gzip-assets");
  const cached = join(folder, `${basename(path)}-${size}-${Math.round(mtimeMs)}.gz`);
  if (existsSync(cached)) return readFile(cached);
  const bytes = gzipSync(await readFile(path), { level: constants.Z_BEST_COMPRESSION });
  await mkdir(folder, { recursive: true });
  await writeFile(cached, bytes);
  return bytes;
}

/** The policy of index.html holds in every build; the dev server needs inline scripts and styles and goes without. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    transformIndexHtml: {
      order: "pre",
      async handler(html, context) {
        if (context.server) return html.replace(POLICY_META, "");
        if (POLICY_META.test(html)) return html;
        const index = await readFile(join(ROOT, "index.html"), "utf8");
        const meta = index.match(POLICY_META);
        if (meta === null) throw new Error("index.html has no Content-Security-Policy");
        return html.replace("<head>", "<head>" + meta[0]);
      },
    },
  };
}
