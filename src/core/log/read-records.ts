import { failure, type Outcome } from "../outcome.ts";
import { formatOf } from "./formats/registry.ts";
import type { RawRead } from "./raw-reads.ts";
import { rawRecord, rawUnits } from "./raw-record.ts";
import type { SourcePlan } from "./source-plan.ts";

/**
 * The records of one read; `bytes` begin at its offset. F_MORE where the bytes do not reach: then that line is to be read
 * by itself.
 */
export function recordsOfRead(
  plan: SourcePlan,
  read: RawRead,
  lines: readonly number[],
  bytes: Uint8Array,
): Outcome<string>[] {
  const atEnd = bytes.length < read.length;
  const { elements } = formatOf(plan.format);
  if (elements !== undefined) {
    const skips = read.wanted.map((position) => lines[position] - read.line);
    return rawUnits(elements, bytes, skips, read.offset, atEnd);
  }
  return read.wanted.map((position) => {
    const skip = lines[position] - read.line;
    if (skip < 0) return failure("F_NO_LINE", "the file has no such line");
    return rawRecord(plan, bytes, skip, read.offset, atEnd);
  });
}
