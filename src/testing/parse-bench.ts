import { join } from "node:path";
import { encodeUtf8 } from "../core/bytes.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import { benchBest, speedOf } from "./best-run.ts";
import { bundled } from "./bundled.ts";

const { parseSlice } = await bundled<typeof import("../core/log/parse-slice.ts")>(
  join(import.meta.dirname, "../core/log/parse-slice.ts"),
);

/** `count` lines as bytes: only these stay alive, for a heap full of strings makes every collection slow. */
export function benchLines(count: number, write: (line: number) => string): Uint8Array {
  return encodeUtf8(Array.from({ length: count }, (_, line) => `${write(line)}\n`).join(""));
}

/** Bytes of a file to a `ParsedSlice` on one thread; throws if not every one of the lines became a record. */
export function benchParse(name: string, plan: SourcePlan, bytes: Uint8Array, lines: number, originNs = 0n): void {
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const input = { ...place, bytes, atEnd: true, originNs, keepPartitions: 64 };
  benchBest(
    name,
    () => {
      const slice = parseSlice(plan, input);
      if ("needMoreBytes" in slice || slice.counts.records !== lines) throw new Error("lines are missing");
    },
    speedOf(bytes.length, lines),
  );
}
