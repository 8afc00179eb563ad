import { encodeUtf8 } from "../../bytes.ts";
import { failure, type Outcome, success } from "../../outcome.ts";

/** What a step of a pattern reads. */
export type StampField =
  | "year4"
  | "year2"
  | "month2"
  | "month1"
  | "monthName"
  | "monthWord"
  | "day2"
  | "day1"
  | "hour2"
  | "hour1"
  | "half2"
  | "half1"
  | "minute2"
  | "minute1"
  | "second2"
  | "second1"
  | "fraction"
  | "halfDay"
  | "zone"
  | "weekday";

export type StampStep =
  | { readonly kind: "field"; readonly field: StampField }
  | { readonly kind: "literal"; readonly bytes: Uint8Array }
  /** One blank or tab or more. */
  | { readonly kind: "blanks" }
  /** Left out by some stamps: a fraction, a zone, what stands around them. */
  | { readonly kind: "optional"; readonly steps: readonly StampStep[] };

/** The form of stamps, taken apart. */
export interface StampPattern {
  readonly text: string;
  readonly steps: readonly StampStep[];
  readonly hasYear: boolean;
  /** Month and day. */
  readonly hasDate: boolean;
  readonly hasTime: boolean;
  /** Every stamp tells its zone. */
  readonly hasZone: boolean;
  /** Digits below the second, as written in the pattern. */
  readonly fractionDigits: number;
  /** Whatever follows the stamp is no part of it. */
  readonly isOpen: boolean;
}

const FIELDS: ReadonlyMap<string, StampField> = new Map([
  ["yyyy", "year4"],
  ["yy", "year2"],
  ["MM", "month2"],
  ["M", "month1"],
  ["MMM", "monthName"],
  ["MMMM", "monthWord"],
  ["dd", "day2"],
  ["d", "day1"],
  ["HH", "hour2"],
  ["H", "hour1"],
  ["hh", "half2"],
  ["h", "half1"],
  ["mm", "minute2"],
  ["m", "minute1"],
  ["ss", "second2"],
  ["s", "second1"],
  ["a", "halfDay"],
  ["Z", "zone"],
  ["EEE", "weekday"],
]);
/** Fields that one optional part may hold: without them the stamp still means a moment. */
const OPTIONAL_FIELDS: ReadonlySet<StampField> = new Set(["fraction", "zone"]);
const REST = "…";
const MAX_LENGTH = 100;

/**
 * Takes the text of a pattern apart.
 *
 *     yyyy yy   year            HH H   hour 0–23      S… SSSSSSSSS   fraction, one to nine digits
 *     MM M      month           hh h   hour 1–12      a              AM, PM
 *     MMM MMMM  Jan, January    mm m   minute         Z              zone: Z, +0800, +08:00, UTC, EST …
 *     dd d      day             ss s   second         EEE            day of the week, not looked at
 *
 * A letter twice means two digits, once one or two. A blank is one blank or more; 'text' and signs stand for themselves,
 * '' for a quote; [ … ] may be missing; … at the end: anything may follow. Failure R_STAMP says what is wrong.
 */
export function parseStampPattern(text: string): Outcome<StampPattern> {
  if (text === "" || text.length > MAX_LENGTH) {
    return failure("R_STAMP", `a form of stamps has 1 to ${MAX_LENGTH} characters, seen ${text.length}`);
  }
  const parser = new PatternParser(text);
  const steps = parser.steps();
  if (parser.problem !== "") return failure("R_STAMP", `"${text}": ${parser.problem}`);
  const fields = fieldsOf(steps);
  const problem = problemOf(fields);
  if (problem !== "") return failure("R_STAMP", `"${text}": ${problem}`);
  const has = (...names: StampField[]) => names.some((name) => fields.includes(name));
  return success({
    text,
    steps,
    hasYear: has("year4", "year2"),
    hasDate: has("day1", "day2"),
    hasTime: has("minute1", "minute2"),
    hasZone: steps.some((step) => step.kind === "field" && step.field === "zone"),
    fractionDigits: parser.fractionDigits,
    isOpen: parser.isOpen,
  });
}

class PatternParser {
  problem = "";
  fractionDigits = 0;
  isOpen = false;
  private at = 0;

  constructor(private readonly text: string) {}

  steps(): StampStep[] {
    const steps = this.sequence(false);
    if (this.problem === "" && this.at < this.text.length) this.problem = "] without [";
    return steps;
  }

  private sequence(isInside: boolean): StampStep[] {
    const { text } = this;
    const steps: StampStep[] = [];
    while (this.at < text.length && this.problem === "") {
      const character = text[this.at];
      if (character === "]") return steps;
      if (character === "[") steps.push(this.optional(isInside));
      else if (character === " " || character === "\t") steps.push(this.blanks());
      else if (character === "'") steps.push({ kind: "literal", bytes: encodeUtf8(this.quoted()) });
      else if (/[a-zA-Z]/.test(character)) steps.push(this.field(character));
      else if (character === REST) this.rest(isInside);
      else steps.push({ kind: "literal", bytes: encodeUtf8(this.sign()) });
    }
    return steps;
  }

  private optional(isInside: boolean): StampStep {
    this.at++;
    if (isInside) this.problem = "[ inside [ ]";
    const steps = this.sequence(true);
    if (this.problem === "" && this.text[this.at] !== "]") this.problem = "[ without ]";
    this.at++;
    const fields = fieldsOf(steps);
    if (this.problem === "" && (fields.length === 0 || !fields.every((field) => OPTIONAL_FIELDS.has(field)))) {
      this.problem = "only a fraction (S) or a zone (Z) may be missing, with what stands around it";
    }
    return { kind: "optional", steps };
  }

  private blanks(): StampStep {
    while (this.text[this.at] === " " || this.text[this.at] === "\t") this.at++;
    return { kind: "blanks" };
  }

  private quoted(): string {
    const { text } = this;
    if (text[this.at + 1] === "'") {
      this.at += 2;
      return "'";
    }
    const end = text.indexOf("'", this.at + 1);
    if (end < 0) this.problem = "a quote that is not closed";
    const words = text.slice(this.at + 1, end < 0 ? text.length : end);
    this.at = end < 0 ? text.length : end + 1;
    return words;
  }

  private field(letter: string): StampStep {
    const { text } = this;
    let end = this.at;
    while (text[end] === letter) end++;
    const name = text.slice(this.at, end);
    this.at = end;
    if (letter === "S" && name.length <= 9) {
      this.fractionDigits = name.length;
      return { kind: "field", field: "fraction" };
    }
    const field = FIELDS.get(name);
    if (field === undefined) this.problem = `${name} has no meaning: put words into quotes, as in 'T'`;
    return { kind: "field", field: field ?? "weekday" };
  }

  private rest(isInside: boolean): void {
    this.at++;
    this.isOpen = true;
    if (isInside || this.at < this.text.length) this.problem = "… stands at the end only";
  }

  private sign(): string {
    const point = this.text.codePointAt(this.at) ?? 0;
    const sign = String.fromCodePoint(point);
    this.at += sign.length;
    return sign;
  }
}

function fieldsOf(steps: readonly StampStep[]): StampField[] {
  return steps.flatMap((step) => {
    if (step.kind === "field") return [step.field];
    return step.kind === "optional" ? fieldsOf(step.steps) : [];
  });
}

/** Each row is one part of a time, which may be told once. */
const PARTS: readonly (readonly StampField[])[] = [
  ["year4", "year2"],
  ["month1", "month2", "monthName", "monthWord"],
  ["day1", "day2"],
  ["hour1", "hour2", "half1", "half2"],
  ["minute1", "minute2"],
  ["second1", "second2"],
  ["fraction"],
  ["halfDay"],
  ["zone"],
];

function problemOf(fields: readonly StampField[]): string {
  const [year, month, day, hour, minute, second, fraction, halfDay] = PARTS.map((part) =>
    fields.filter((field) => part.includes(field)),
  );
  const twice = PARTS.map((part) => fields.filter((field) => part.includes(field))).find((found) => found.length > 1);
  if (twice !== undefined) return `${twice.join(" and ")} tell the same`;
  if (month.length !== day.length) return "month and day go together";
  if (year.length > 0 && day.length === 0) return "a year needs month and day";
  if (hour.length !== minute.length) return "hour and minute go together";
  if (second.length > 0 && minute.length === 0) return "seconds need hour and minute";
  if (fraction.length > 0 && second.length === 0) return "a fraction needs seconds";
  if (day.length === 0 && minute.length === 0) return "neither a date nor a time of day";
  const isHalf = hour[0] === "half1" || hour[0] === "half2";
  return isHalf === halfDay.length > 0 ? "" : "hh (1–12) and a (AM, PM) go together; HH is the hour of 24";
}
