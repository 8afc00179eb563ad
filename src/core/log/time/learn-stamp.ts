import { encodeUtf8 } from "../../bytes.ts";
import { StampReader } from "../time-stamp.ts";
import { stampForms } from "./stamp-forms.ts";
import { parseStampPattern } from "./stamp-pattern.ts";

/** The form that the stamps of a column have. */
export interface LearntStamp {
  /** Text of the pattern; it ends in "…" where more follows the stamps. */
  readonly stamp: string;
  /** Share of the values that it reads. */
  readonly share: number;
  /** Digits below the second. */
  readonly digits: number;
  /** Forms that read as many values as another date: the order of day and month (or year) is not decided. */
  readonly rivals: readonly string[];
}

interface CountedText {
  readonly bytes: Uint8Array;
  readonly count: number;
}

/** Shapes of values that forms are taken from; a column of more is none of stamps. */
const MAX_SHAPES = 40;
const SHAPE_CHARACTERS = 32;
/** Stands in for what a plan will assume. */
const ASSUMED = { latest: "2023-12-31T23:59:59" };

/**
 * Finds the form that reads most of the values; undefined if none reads half of them. One value beyond the twelfth tells
 * the day from the month, so the more values, the surer. `mayGoOn`: text may follow the stamps.
 */
export function learnStamp(values: readonly string[], mayGoOn: boolean): LearntStamp | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return learnStampOf(counts, mayGoOn);
}

/** The same of distinct values, each with how often it occurs. */
export function learnStampOf(counts: ReadonlyMap<string, number>, mayGoOn: boolean): LearntStamp | undefined {
  const filled = [...counts]
    .map(([value, count]) => ({ value: value.trim(), count }))
    .filter(({ value }) => value !== "" && value !== "-");
  const values = filled.map(({ value }) => value);
  const forms = formsOfShapes(values, mayGoOn);
  if (forms.length === 0) return undefined;
  const texts = filled.map(({ value, count }) => {
    return { bytes: encodeUtf8(mayGoOn ? value.slice(0, 100) : value), count };
  });
  const scored = forms
    .map((stamp) => ({ stamp, share: shareRead(stamp, texts) }))
    .sort((a, b) => b.share - a.share || detail(b.stamp) - detail(a.stamp));
  const best = scored.at(0);
  if (best === undefined || best.share < 0.5) return undefined;
  const stampOf = (stamp: string) => asPadded(stamp, values);
  const rivals = scored.filter(
    ({ stamp, share }) => stamp !== best.stamp && share === best.share && inOrder(stamp) === inOrder(best.stamp),
  );
  return {
    stamp: stampOf(best.stamp),
    share: best.share,
    digits: Math.min(9, /S+/.exec(best.stamp)?.[0].length ?? 0),
    rivals: [...new Set(rivals.map(({ stamp }) => stampOf(stamp)))].filter((stamp) => stamp !== stampOf(best.stamp)),
  };
}

/** Whether a value looks like a stamp of any form: for telling headers from records. */
export function looksLikeStamp(value: string): boolean {
  return stampForms(value.trim()).some(({ form }) => !form.endsWith("…"));
}

function formsOfShapes(values: readonly string[], mayGoOn: boolean): string[] {
  const shapes: string[] = [];
  const forms = new Set<string>();
  for (const value of values) {
    if (shapes.some((shape) => isAlike(shape, value))) continue;
    if (shapes.length === MAX_SHAPES) break;
    shapes.push(value);
    for (const { form } of stampForms(value.slice(0, 60))) if (mayGoOn || !form.endsWith("…")) forms.add(form);
  }
  return withOptionalParts([...forms]);
}

/** Whether the beginnings of two texts differ in nothing but the values of digits. */
function isAlike(one: string, other: string): boolean {
  const length = Math.min(SHAPE_CHARACTERS, one.length);
  if (length !== Math.min(SHAPE_CHARACTERS, other.length)) return false;
  for (let at = 0; at < length; at++) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a !== b && !(isDigit(a) && isDigit(b))) return false;
  }
  return true;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/**
 * Besides the forms of single values: those for longer and shorter fractions, with and without one, for numbers padded to
 * two digits or not, and with something behind or nothing.
 */
function withOptionalParts(forms: readonly string[]): string[] {
  const all = new Set(forms.flatMap((form) => [form, unpadded(form)]));
  const known = new Set<string>();
  const bare = (form: string) => form.replace(/S+/, "S");
  const width = (form: string) => /S+/.exec(form)?.[0].length ?? 0;
  const widest = Math.max(...forms.map(width), 0);
  for (const form of all) {
    const wide = form.replace(/S+/, "S".repeat(widest));
    known.add(wide);
    if (all.has(bare(form).replace(/[.,:]?S/, ""))) known.add(wide.replace(/[.,:]?S+/, "[$&]"));
  }
  for (const form of [...known])
    if (form.endsWith("…") && known.has(form.slice(0, -1))) known.delete(form.slice(0, -1));
  return [...known].filter((form) => parseStampPattern(form).ok);
}

function unpadded(form: string): string {
  return form.replace(/d+|M+|H+|h+/g, (part) => (part.length === 2 ? part[0] : part));
}

/** Behind the name of a month, days are padded with blanks or not at all unless a value shows a zero. */
function asPadded(form: string, values: readonly string[]): string {
  const isPadded = values.some((value) => /[a-z][ ,]+0\d/i.test(value));
  return isPadded ? form : form.replace(/(?<=MMM+ )dd/, "d");
}

function shareRead(stamp: string, texts: readonly CountedText[]): number {
  const reader = new StampReader({ unit: "stamp", stamp }, 0n, ASSUMED);
  let read = 0;
  let all = 0;
  for (const { bytes, count } of texts) {
    all += count;
    if (!Number.isNaN(reader.read(bytes, 0, bytes.length))) read += count;
  }
  return read / all;
}

/** How much a form tells: parts of the time, then digits. Of equal forms the day is first, as in most of the world. */
function detail(form: string): number {
  const has = (letter: RegExp) => (letter.test(form) ? 1 : 0);
  const parts = has(/y/) + has(/d/) + has(/[Hh]/) + has(/ss/) + has(/Z/) + (form.endsWith("…") ? 0 : 0.5);
  const order = form.indexOf("d") < form.indexOf("M") ? 0.01 : 0;
  const yearFirst = form.indexOf("yy") === 0 ? 0.02 : 0;
  const padding = (form.match(/dd|HH|hh|MM(?!M)/g) ?? []).length / 1000;
  return parts + padding + (/S+/.exec(form)?.[0].length ?? 0) / 20 + order + yearFirst;
}

/** The form with its date parts made alike: forms that differ only in their order are equal. */
function inOrder(form: string): string {
  return form.replace(/\byyyy\b|\byy\b|\bMM?\b|\bdd?\b/g, (part) =>
    part.length === 4 ? part : "#".repeat(part.length),
  );
}
