import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, bench, describe } from "vitest";
import { statementMessages } from "../../samples/statement-messages.ts";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { Rng } from "../rng.ts";
import type { MaskedText } from "./word-texts.ts";

// `npx vitest bench src/core/label`: one thread. Bundled first, as for the workers: Vitest reaches imports through
// getters, which would cost most of the speed.
const folder = mkdtempSync(join(tmpdir(), "label-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));
const entry = {
  masker: join(import.meta.dirname, "message-masker.ts"),
  mining: join(import.meta.dirname, "label-mining.ts"),
  parser: join(import.meta.dirname, "../log/parse-slice.ts"),
};
await build({
  configFile: false,
  logLevel: "error",
  build: { outDir: folder, minify: false, lib: { entry, formats: ["es"], fileName: (_, name) => `${name}.mjs` } },
});
const bundled = (name: string) => import(/* @vite-ignore */ join(folder, `${name}.mjs`));
const { MessageMasker }: typeof import("./message-masker.ts") = await bundled("masker");
const { mineLabels }: typeof import("./label-mining.ts") = await bundled("mining");
const { parseSlice }: typeof import("../log/parse-slice.ts") = await bundled("parser");

const LINES = 100_000;
const messages = statementMessages(3, LINES).map(({ text }) => text);
const bytes = encodeUtf8(messages.join("\n"));
const starts = [0];
bytes.forEach((byte, at) => {
  if (byte === 0x0a) starts.push(at + 1);
});
starts.push(bytes.length + 1);

/** Runs for two seconds and prints the speed of the best run, in the words of `tell` (argument: seconds). */
function measure(name: string, run: () => void, tell: (seconds: number) => string): void {
  let best = Number.POSITIVE_INFINITY;
  bench(
    name,
    () => {
      const from = performance.now();
      run();
      best = Math.min(best, performance.now() - from);
    },
    {
      time: 2000,
      teardown: (_task, mode) => {
        if (mode === "run") console.log(`${name}: ${tell(best / 1000)} (best run)`);
      },
    },
  );
}

const perSecond = (size: number) => (seconds: number) =>
  `${(LINES / seconds / 1000).toFixed(0)} k lines/s, ${(size / seconds / 1e6).toFixed(0)} MB/s`;

describe("messages to masked texts", () => {
  const masker = new MessageMasker();
  measure(
    "mask",
    () => {
      for (let line = 0; line < LINES; line++) masker.mask(bytes, starts[line], starts[line + 1] - 1);
    },
    perSecond(bytes.length),
  );
});

describe("bytes to ParsedSlice, NDJSON", () => {
  const lines = messages.map((msg, row) =>
    JSON.stringify({ time: 1_690_000_000_000 + row, rid: `r${row >> 4}`, host: `web-${row % 4}`, msg }),
  );
  const text = encodeUtf8(`${lines.join("\n")}\n`);
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: text.length, startIsRecord: true };
  const input = { ...place, bytes: text, atEnd: true, originNs: 0n, keepPartitions: 64 };
  for (const mined of [false, true]) {
    const plan: SourcePlan = {
      format: "ndjson",
      compression: "none",
      roles: {
        request: [{ column: "rid" }],
        time: { column: "time", unit: "ms" },
        host: { column: "host" },
        task: [],
        label: [{ column: "msg", ...(mined && { mined }) }],
        keys: [],
        attributes: [],
      },
    };
    measure(
      mined ? "messages masked" : "messages as they are",
      () => {
        const slice = parseSlice(plan, input);
        if ("needMoreBytes" in slice || slice.eventCount !== LINES) throw new Error("not every line became an event");
      },
      perSecond(text.length),
    );
  }
});

describe("masked texts to templates", () => {
  const masker = new MessageMasker();
  const masked = new Set(
    messages.map((message) => {
      const one = encodeUtf8(message);
      masker.mask(one, 0, one.length);
      return decodeUtf8(masker.bytes, 0, masker.length);
    }),
  );
  const rng = new Rng(5);
  const word = () => Array.from({ length: 4 }, () => "abcdefghijklmnop"[rng.integer(0, 15)]).join("");
  const words = Array.from({ length: 5000 }, word);
  const prose = () => Array.from({ length: rng.integer(3, 20) }, () => words[rng.integer(0, 4999)]).join(" ");
  const mine = (name: string, texts: readonly string[]) => {
    const source: MaskedText[] = texts.toSorted().map((text) => ({ component: "", text }));
    const events = new Float64Array(source.length).fill(1);
    let templates = 0;
    measure(
      name,
      () => {
        templates = mineLabels(source, events, {}).templates.length;
      },
      (seconds) => `${source.length} texts to ${templates} templates in ${(seconds * 1000).toFixed(0)} ms`,
    );
  };
  mine("statements", [...masked]);
  mine("prose at the limit", [...new Set(Array.from({ length: 200_000 }, prose))]);
});
