import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, bench, describe } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";

// `npx vitest bench src/core/log/time`: stamps at the beginning of lines of 120 bytes. Bundled first, as for the worker.
const folder = mkdtempSync(join(tmpdir(), "stamp-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));
await build({
  configFile: false,
  logLevel: "error",
  build: {
    outDir: folder,
    minify: false,
    lib: { entry: join(import.meta.dirname, "../time-stamp.ts"), formats: ["es"], fileName: () => "time-stamp.mjs" },
  },
});
const { StampReader }: typeof import("../time-stamp.ts") = await import(
  /* @vite-ignore */ join(folder, "time-stamp.mjs")
);

const LINES = 100_000;
const LINE_BYTES = 120;
const FORMS: readonly (readonly [string, (at: Date) => string])[] = [
  ["yyyy-MM-dd HH:mm:ss,SSS", (at) => at.toISOString().slice(0, 23).replace("T", " ").replace(".", ",")],
  ["dd/MMM/yyyy:HH:mm:ss Z", (at) => `29/Jan/2023:${at.toISOString().slice(11, 19)} +0800`],
  ["MMM d HH:mm:ss", (at) => `Jan 29 ${at.toISOString().slice(11, 19)}`],
  ["HH:mm:ss.SSS", (at) => at.toISOString().slice(11, 23)],
];

describe(`${LINES} stamps, one in ${LINE_BYTES} bytes (${(LINES * LINE_BYTES) / 1e6} MB)`, () => {
  for (const [stamp, write] of FORMS) {
    const texts = Array.from({ length: LINES }, (_, i) => write(new Date(1_674_950_400_000 + i * 137)));
    const bytes = encodeUtf8(texts.map((text) => text.padEnd(LINE_BYTES)).join(""));
    const length = texts[0].length;
    bench(stamp, () => {
      const reader = new StampReader({ unit: "stamp", stamp }, 0n, { latest: "2023-06-30T00:00:00" });
      let sink = 0;
      for (let at = 0; at < bytes.length; at += LINE_BYTES) sink += reader.read(bytes, at, at + length);
      if (!(sink > 0)) throw new Error("a stamp was not read");
    });
  }
});
