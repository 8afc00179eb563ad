import { join } from "node:path";
import { describe } from "vitest";
import { benchBest } from "../../../testing/best-run.ts";
import { bundled } from "../../../testing/bundled.ts";
import { encodeUtf8 } from "../../bytes.ts";

// `npx vitest bench src/core/log/time`: stamps at the beginning of lines of 120 bytes.
const { StampReader } = await bundled<typeof import("../time-stamp.ts")>(join(import.meta.dirname, "../time-stamp.ts"));

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
    benchBest(
      stamp,
      () => {
        const reader = new StampReader({ unit: "stamp", stamp }, 0n, { latest: "2023-06-30T00:00:00" });
        let sink = 0;
        for (let at = 0; at < bytes.length; at += LINE_BYTES) sink += reader.read(bytes, at, at + length);
        if (!(sink > 0)) throw new Error("a stamp was not read");
      },
      (seconds) => `${(LINES / seconds / 1e6).toFixed(1)} M stamps/s`,
    );
  }
});
