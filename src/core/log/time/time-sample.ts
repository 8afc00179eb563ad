import { encodeUtf8 } from "../../bytes.ts";
import { parseStampNs } from "../exact-stamp.ts";
import type { SampleTable } from "../sample-table.ts";
import { sampleValues } from "../sample-values.ts";
import type { StampForm, TimeAssumptions, TimeReference } from "../source-plan.ts";
import { epochUnitOfNumber } from "./epoch-magnitude.ts";
import { exactNs, exactParts, type StampParts } from "./exact-pattern.ts";
import { LocalTime } from "./local-time.ts";
import { NO_PART, NO_ZONE } from "./stamp-fields.ts";
import { parseStampPattern, type StampPattern } from "./stamp-pattern.ts";

const ISO_FORMS = ["yyyy-MM-dd'T'HH:mm:ss[.S][Z]", "yyyy-MM-dd't'HH:mm:ss[.S][Z]", "yyyy-MM-dd HH:mm:ss[.S][Z]"];
const ISO = patternsOf([...ISO_FORMS, ...ISO_FORMS.map((form) => form.replace(".", ","))]);

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
  const forms = formsOf(time).map((form) => ({ ...form, patterns: patternsOfForm(form) }));
  return sampleValues(table, time).map((text, row) => {
    const outerSeconds = outer === undefined ? undefined : secondsOf(outers[row] ?? "", outer);
    const form = forms.findIndex((candidate) => isOf(candidate, text, forms.length > 1));
    return { text, parts: form < 0 ? undefined : partsOf(forms[form].patterns, text), outerSeconds, form };
  });
}

/** The forms of a reference, the main one first. */
export function formsOf({ unit, stamp, also = [] }: TimeReference): StampForm[] {
  return [{ unit, ...(stamp !== undefined && { stamp }) }, ...also];
}

/** ns since 1970 of a sampled stamp under assumptions, undefined if it has none. */
export function sampledNs(time: TimeReference, sampled: SampledTime, assume: TimeAssumptions = {}): bigint | undefined {
  if (sampled.form < 0) return undefined;
  const { text, parts, form, outerSeconds } = sampled;
  if (parts !== undefined) {
    const moment = exactNs(parts, assume, outerSeconds);
    return moment.ok ? moment.value : undefined;
  }
  const bytes = encodeUtf8(text);
  const ns = parseStampNs(bytes, 0, bytes.length, formsOf(time)[form]);
  return ns.ok ? ns.value : undefined;
}

/** Of these stamps, those whose local time the clock of the zone shows twice or never. */
export function foldedCount(times: readonly SampledTime[], assume: TimeAssumptions): number {
  const local = new LocalTime(assume);
  for (const { parts, outerSeconds = Number.NaN } of times) {
    if (parts === undefined) continue;
    const { year = NO_PART, month = NO_PART, day = 0, secondOfDay, offsetSeconds = NO_ZONE } = parts;
    local.utcSeconds(year, month, day, secondOfDay, offsetSeconds, outerSeconds);
  }
  return local.folded;
}

interface PreparedForm extends StampForm {
  readonly patterns: readonly StampPattern[];
}

function isOf(form: PreparedForm, text: string, byMagnitude: boolean): boolean {
  if (form.unit === "iso" || form.unit === "stamp") return partsOf(form.patterns, text) !== undefined;
  if (!/^\s*\d+(\.\d+)?\s*$/.test(text)) return false;
  return !byMagnitude || epochUnitOfNumber(Number(text)) === form.unit;
}

function partsOf(patterns: readonly StampPattern[], text: string): StampParts | undefined {
  for (const pattern of patterns) {
    const parts = exactParts(pattern, text.trim());
    if (parts.ok) return parts.value;
  }
  return undefined;
}

function patternsOfForm({ unit, stamp }: StampForm): readonly StampPattern[] {
  if (unit === "iso") return ISO;
  return unit === "stamp" ? patternsOf([stamp ?? ""]) : [];
}

function patternsOf(forms: readonly string[]): StampPattern[] {
  return forms.flatMap((form) => {
    const pattern = parseStampPattern(form);
    return pattern.ok ? [pattern.value] : [];
  });
}

function secondsOf(text: string, outer: TimeReference): number | undefined {
  const bytes = encodeUtf8(text);
  const ns = parseStampNs(bytes, 0, bytes.length, outer);
  return ns.ok ? Number(ns.value / 1_000_000n) / 1000 : undefined;
}
