import { encodeUtf8 } from "../bytes.ts";
import { parseStampNs } from "../log/exact-stamp.ts";
import { previewField } from "../log/preview.ts";
import type { FieldReference, TimeAssumptions, TimeUnit } from "../log/source-plan.ts";
import { formatClock } from "./clock-time.ts";
import type { MappingRow } from "./mapping-rows.ts";

export type MappingEffect =
  | { readonly ok: true; readonly values: readonly (string | null)[] }
  | { readonly ok: false; readonly message: string };

/**
 * What reading would take from each example of a row: its value (stamps as clock times in UTC), null where it takes
 * nothing, under the assumptions of its plan. Not ok: the path or pattern cannot be used, or no stamp can be read; the message says why.
 */
export function mappingEffect(row: MappingRow, assume: TimeAssumptions = {}): MappingEffect {
  const values: (string | null)[] = [];
  for (const example of row.examples) {
    const cut = previewField(referenceOf(row), example);
    if (!cut.ok) return { ok: false, message: cut.failure.message };
    values.push(cut.value ?? null);
  }
  if (row.examples.length === 0) {
    const cut = previewField(referenceOf(row), "");
    if (!cut.ok) return { ok: false, message: cut.failure.message };
  }
  if (row.role !== "time" && row.role !== "endTime") return { ok: true, values };
  const stamps = values.map((value) => (value === null ? null : stampText(value, row, assume)));
  const isUnread = stamps.length > 0 && stamps.every((stamp) => stamp === null);
  if (!isUnread) return { ok: true, values: stamps };
  return { ok: false, message: `no example can be read as ${UNIT_NAMES[row.unit]}` };
}

export const UNIT_NAMES: Readonly<Record<TimeUnit, string>> = {
  iso: "ISO date and time",
  s: "seconds",
  ms: "milliseconds",
  us: "microseconds",
  ns: "nanoseconds",
  stamp: "a form of its own",
};

const EXAMPLE_LATEST = "1970-12-31T23:59:59";

/** Where a row finds its value. */
export function referenceOf({ column, json, pattern }: MappingRow): FieldReference {
  return { column, ...(json !== "" && { json }), ...(pattern !== "" && { pattern }) };
}

function stampText(value: string, { unit, stamp: form = "" }: MappingRow, assume: TimeAssumptions): string | null {
  const bytes = encodeUtf8(value);
  // Without an assumption an example that tells no year is shown in the first one.
  const context = { assume: { latest: EXAMPLE_LATEST, ...assume } };
  const stamp = parseStampNs(bytes, 0, bytes.length, { unit, stamp: form }, context);
  return stamp.ok ? formatClock(stamp.value.toString(), 0) : null;
}
