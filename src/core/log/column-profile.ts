import { encodeUtf8 } from "../bytes.ts";
import type { SampleTable } from "./sample-table.ts";
import type { StampForm, TimeUnit } from "./source-plan.ts";
import { EPOCH_UNITS, epochUnitOfNumber } from "./time/epoch-magnitude.ts";
import { looksLikeStamp } from "./time/learn-stamp.ts";
import { mixedForms } from "./time/mixed-forms.ts";
import { StampReader } from "./time-stamp.ts";

/** What a sample shows of one column. */
export interface ColumnProfile {
  readonly name: string;
  readonly position: number;
  /** Values by record, "" where there is none. */
  readonly values: readonly string[];
  readonly filled: number;
  readonly distinct: number;
  /** Mean occurrences of a value. */
  readonly repeats: number;
  /** The unit of which ≥ 99 % of the values are stamps; undefined if there is none. */
  readonly timeUnit: TimeUnit | undefined;
  /** With the unit "stamp": the form. */
  readonly stamp?: string;
  /** Further forms of stamps, where one alone does not make up the column. */
  readonly also?: readonly StampForm[];
  /** Digits below the second that its stamps carry. */
  readonly timeDigits: number;
  /** Share of values that look like ids: uuid, long hexadecimal, prefixed or plain numbers. */
  readonly idShare: number;
  /** Share of values that are plain decimal numbers. */
  readonly numberShare: number;
  /** Share of values with a word in them. */
  readonly wordShare: number;
  /** Mean length of the stretch of the sample that a repeated value lives in, as a share of the sample. */
  readonly spread: number;
  readonly examples: readonly string[];
}

const MAJORITY = 0.99;
const MAX_EXAMPLES = 3;
const ID =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,64}|[0-7][0-9a-hjkmnp-tv-z]{25}|1-[0-9a-f]{8}-[0-9a-f]{24}|00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}|[a-z_]{0,12}[-_:.#]?(?=[0-9a-f]*\d)[0-9a-f]{2,})$/i;

const profiles = new WeakMap<SampleTable, readonly ColumnProfile[]>();

/** The profiles of the columns of a sample, made once: several questions need them. */
export function columnProfiles(table: SampleTable): readonly ColumnProfile[] {
  const known = profiles.get(table);
  if (known !== undefined) return known;
  const made = table.columns.map((name, position) =>
    profileColumn(
      name,
      position,
      table.rows.map((row) => (row[position] ?? "").trim()),
    ),
  );
  profiles.set(table, made);
  return made;
}

/** Profiles the values of one column. */
export function profileColumn(name: string, position: number, values: readonly string[]): ColumnProfile {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const value of values) {
    if (value === "" || value === "-") continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    filled++;
  }
  // What a value is does not depend on where it stands: every one is looked at once.
  const share = (test: (value: string) => boolean) => {
    let passed = 0;
    for (const [value, count] of counts) if (test(value)) passed += count;
    return filled === 0 ? 0 : passed / filled;
  };
  const time = timeUnitOf(counts, filled);
  return {
    name,
    position,
    values,
    filled,
    distinct: counts.size,
    repeats: counts.size === 0 ? 0 : filled / counts.size,
    timeUnit: time?.unit,
    ...(time?.stamp !== undefined && { stamp: time.stamp }),
    ...(time?.also && { also: time.also }),
    timeDigits: time?.digits ?? 0,
    idShare: share((value) => ID.test(value)),
    numberShare: share((value) => /^-?\d+(\.\d+)?$/.test(value)),
    wordShare: share((value) => /\p{L}{3}/u.test(value) && !ID.test(value)),
    spread: meanSpread(values, counts),
    examples: [...counts.keys()].slice(0, MAX_EXAMPLES).map((value) => value.slice(0, 120)),
  };
}

/** The time unit of a text by its form or magnitude, undefined if it is no stamp. */
export function stampUnit(value: string): TimeUnit | undefined {
  return commonUnit(value) ?? (looksLikeStamp(value) ? "stamp" : undefined);
}

const iso = new StampReader("iso", 0n);

/** The same of epochs and ISO 8601 only. */
function commonUnit(value: string): TimeUnit | undefined {
  const text = value.trim();
  if (/^\d{9,19}(\.\d+)?$/.test(text)) {
    return epochUnitOfNumber(Number(text));
  }
  if (!/^\d{4}-\d\d-\d\d[Tt ]/.test(text)) return undefined;
  const bytes = encodeUtf8(text);
  return Number.isNaN(iso.read(bytes, 0, bytes.length)) ? undefined : "iso";
}

interface ColumnTime extends StampForm {
  readonly digits: number;
  readonly also?: readonly StampForm[];
}

/** @param values how often each occurs @param filled their sum */
function timeUnitOf(values: ReadonlyMap<string, number>, filled: number): ColumnTime | undefined {
  const counts = new Map<TimeUnit, number>();
  for (const [value, count] of values) {
    const unit = commonUnit(value);
    if (unit !== undefined) counts.set(unit, (counts.get(unit) ?? 0) + count);
  }
  for (const [unit, count] of counts) {
    if (count < filled * MAJORITY) continue;
    const most = (digits: (value: string) => number) => Math.max(...[...values.keys()].map(digits));
    if (unit === "iso") {
      return { unit, digits: most((value) => /[.,](\d{1,9})/.exec(value)?.[1].length ?? 0) };
    }
    const whole = EPOCH_UNITS.find((epoch) => epoch.unit === unit)?.digits ?? 0;
    const fraction = most((value) => value.split(".")[1]?.length ?? 0);
    return { unit, digits: Math.min(9, whole + fraction) };
  }
  return mixedForms(values, filled, counts, MAJORITY);
}

function meanSpread(values: readonly string[], counts: ReadonlyMap<string, number>): number {
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  values.forEach((value, row) => {
    if ((counts.get(value) ?? 0) < 2) return;
    if (!first.has(value)) first.set(value, row);
    last.set(value, row);
  });
  if (first.size === 0 || values.length < 2) return 0;
  let sum = 0;
  for (const [value, row] of first) sum += ((last.get(value) ?? row) - row) / (values.length - 1);
  return sum / first.size;
}
