import { encodeUtf8 } from "../../bytes.ts";
import type { SampleTable } from "../sample-table.ts";
import { sampleValues } from "../sample-values.ts";
import type { StampForm, TimeAssumptions, TimeReference } from "../source-plan.ts";
import { StampReader } from "../time-stamp.ts";
import { epochUnitOfNumber } from "./epoch-magnitude.ts";
import type { StampParts } from "./exact-pattern.ts";
import { LocalTime } from "./local-time.ts";
import { NO_PART, NO_ZONE, StampFields } from "./stamp-fields.ts";
import { parseStampPattern } from "./stamp-pattern.ts";

const ISO_FORMS = ["yyyy-MM-dd'T'HH:mm:ss[.S][Z]", "yyyy-MM-dd't'HH:mm:ss[.S][Z]", "yyyy-MM-dd HH:mm:ss[.S][Z]"];
const ISO = [...ISO_FORMS, ...ISO_FORMS.map((form) => form.replace(".", ","))];
const NS = 1_000_000_000n;

/** One stamp of a sample. */
export interface SampledTime {
  readonly text: string;
  /** What it tells; undefined of epochs and of what cannot be read. */
  readonly parts: StampParts | undefined;
  /** Of the record's envelope, s since 1970 UTC. */
  readonly outerSeconds: number | undefined;
  /** Position of its form: 0 the first; −1 none of them. */
  readonly form: number;
}

/** The stamps of a reference in a sample, in the order of the file. */
export function sampledTimes(table: SampleTable, time: TimeReference, outer: TimeReference | undefined): SampledTime[] {
  const outers = outer === undefined ? [] : sampleValues(table, outer);
  const outerReader = outer && new StampReader(outer, 0n);
  const forms = formsOf(time).map((form) => new SampledForm(form));
  return sampleValues(table, time).map((text, row) => {
    const outerSeconds = outerReader && secondsOf(outers[row] ?? "", outerReader);
    const form = forms.findIndex((candidate) => candidate.read(text, forms.length > 1));
    return { text, parts: forms[form]?.parts, outerSeconds, form };
  });
}

/** The forms of a reference, the main one first. */
export function formsOf({ unit, stamp, also = [] }: TimeReference): StampForm[] {
  return [{ unit, ...(stamp !== undefined && { stamp }) }, ...also];
}

/** The moments that the sampled stamps of a reference mean under assumptions. */
export class SampledMoments {
  private readonly local: LocalTime;
  /** By form; of those that tell parts it is not asked. */
  private readonly readers: readonly StampReader[];

  constructor(time: TimeReference, assume: TimeAssumptions = {}) {
    this.local = new LocalTime(assume);
    this.readers = formsOf(time).map((form) => new StampReader(form, 0n));
  }

  /** ns since 1970 of a stamp, undefined if it tells no moment. */
  ns({ text, parts, form, outerSeconds }: SampledTime): bigint | undefined {
    if (form < 0) return undefined;
    if (parts !== undefined) {
      const seconds = utcSeconds(this.local, parts, outerSeconds);
      return Number.isNaN(seconds) ? undefined : BigInt(seconds) * NS + parts.nanos;
    }
    const reader = this.readers[form];
    const bytes = encodeUtf8(text);
    if (Number.isNaN(reader.read(bytes, 0, bytes.length))) return undefined;
    return BigInt(reader.seconds) * NS + BigInt(reader.nanos);
  }
}

/** Of these stamps, those whose local time the clock of the zone shows twice or never. */
export function foldedCount(times: readonly SampledTime[], assume: TimeAssumptions): number {
  const local = new LocalTime(assume);
  for (const { parts, outerSeconds } of times) if (parts !== undefined) utcSeconds(local, parts, outerSeconds);
  return local.folded;
}

function utcSeconds(local: LocalTime, parts: StampParts, near = Number.NaN): number {
  const { year = NO_PART, month = NO_PART, day = 0, secondOfDay, offsetSeconds = NO_ZONE } = parts;
  return local.utcSeconds(year, month, day, secondOfDay, offsetSeconds, near);
}

/** Tells whether texts are stamps of a form, and what they tell. */
class SampledForm {
  /** Of the last text; undefined of epochs and of what is no stamp. */
  parts: StampParts | undefined;

  private readonly isEpoch: boolean;
  private readonly patterns: readonly StampFields[];
  /** The pattern that read the last stamp: mostly the next is like it. */
  private usual = 0;

  constructor(private readonly form: StampForm) {
    this.isEpoch = form.unit !== "iso" && form.unit !== "stamp";
    const texts = form.unit === "iso" ? ISO : form.unit === "stamp" ? [form.stamp ?? ""] : [];
    this.patterns = texts.flatMap((text) => {
      const pattern = parseStampPattern(text);
      return pattern.ok ? [new StampFields(pattern.value)] : [];
    });
  }

  /** @param byMagnitude epochs of another unit are none */
  read(text: string, byMagnitude: boolean): boolean {
    this.parts = undefined;
    if (this.isEpoch) {
      if (!/^\s*\d+(\.\d+)?\s*$/.test(text)) return false;
      return !byMagnitude || epochUnitOfNumber(Number(text)) === this.form.unit;
    }
    const bytes = encodeUtf8(text.trim());
    // A text that several patterns read tells the same by all of them.
    for (let tried = 0; tried < this.patterns.length && this.parts === undefined; tried++) {
      const at = (this.usual + tried) % this.patterns.length;
      this.parts = partsOf(this.patterns[at], bytes);
      if (this.parts !== undefined) this.usual = at;
    }
    return this.parts !== undefined;
  }
}

function partsOf(fields: StampFields, bytes: Uint8Array): StampParts | undefined {
  if (!fields.read(bytes, 0, bytes.length)) return undefined;
  const { year, month, day, hour, minute, second, nanos, offsetSeconds } = fields;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  return {
    year: year === NO_PART ? undefined : year,
    month: month === NO_PART ? undefined : month,
    day: month === NO_PART ? undefined : day,
    secondOfDay: hour * 3600 + minute * 60 + second,
    nanos: BigInt(nanos),
    offsetSeconds: offsetSeconds === NO_ZONE ? undefined : offsetSeconds,
  };
}

function secondsOf(text: string, outer: StampReader): number | undefined {
  const bytes = encodeUtf8(text);
  if (Number.isNaN(outer.read(bytes, 0, bytes.length))) return undefined;
  return Number((BigInt(outer.seconds) * NS + BigInt(outer.nanos)) / 1_000_000n) / 1000;
}
