/** A form that a text may have, and how much of the text it takes. */
export interface FoundForm {
  readonly form: string;
  readonly length: number;
}

const MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
const MONTH_WORD = `(?:${MONTH}|January|February|March|April|June|July|August|September|October|November|December)`;
const WEEKDAY = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*(,?)( +)/i;

type Part = readonly [RegExp, (match: RegExpExecArray) => readonly string[]];

const day = (digits: string) => (digits.trim().length === 2 && digits[0] !== " " ? "dd" : "d");
const month = (digits: string) => (digits.length === 2 ? "MM" : "M");
const monthName = (name: string) => (name.length === 3 ? "MMM" : "MMMM");
const yearOf = (digits: string) => (digits.length === 4 ? "yyyy" : "yy");

/** Dates with a year; those of numbers alone may be read in more than one order. */
const DATES: readonly Part[] = [
  [/^(?:19|20)\d\d([-/.])(\d\d?)\1(\d\d?)(?!\d)/, ([, sign, m, d]) => [`yyyy${sign}${month(m)}${sign}${day(d)}`]],
  [
    /^(\d\d?)([-/.])(\d\d?)\2((?:19|20)\d\d)(?!\d)/,
    ([, a, sign, b, y]) => [
      `${day(a)}${sign}${month(b)}${sign}${yearOf(y)}`,
      `${month(a)}${sign}${day(b)}${sign}${yearOf(y)}`,
    ],
  ],
  [
    new RegExp(`^(\\d\\d?)([-/. ])(${MONTH_WORD})\\2(\\d{4}|\\d\\d)(?!\\d)`, "i"),
    ([, d, sign, name, y]) => [`${day(d)}${sign}${monthName(name)}${sign}${yearOf(y)}`],
  ],
  [
    new RegExp(`^(${MONTH_WORD}) +(\\d\\d?)(,?) +(\\d{4})(?!\\d)`, "i"),
    ([, name, d, comma]) => [`${monthName(name)} ${day(d)}${comma} yyyy`],
  ],
  [/^(?:19|20)\d{6}(?!\d)/, () => ["yyyyMMdd"]],
];

/** Dates that are one only beside a time of day. */
const SHORT_DATES: readonly Part[] = [
  [
    /^(\d\d)([-/.])(\d\d)\2(\d\d)(?!\d)/,
    ([, , sign]) => [`yy${sign}MM${sign}dd`, `dd${sign}MM${sign}yy`, `MM${sign}dd${sign}yy`],
  ],
  [/^\d{6}(?!\d)/, () => ["yyMMdd"]],
  [new RegExp(`^(${MONTH_WORD})( +)(\\d\\d?)(?!\\d)`, "i"), ([, name, , d]) => [`${monthName(name)} ${day(d)}`]],
  [/^(\d\d?)([-/.])(\d\d?)(?![\d/.-])/, ([, a, s, b]) => [`${month(a)}${s}${day(b)}`, `${day(a)}${s}${month(b)}`]],
  [/^\d{4}(?!\d)/, () => ["MMdd"]],
];

/** Dates run into times: all digits. */
const GLUED: readonly Part[] = [
  [/^((?:19|20)\d{12})([.,]?)(\d{3,9})?(?!\d)/, ([, , sign, f]) => [`yyyyMMddHHmmss${fraction(f && sign, f)}`]],
  [/^\d{12}(?!\d)/, () => ["yyMMddHHmmss"]],
];

const TIMES: readonly Part[] = [
  [
    /^(\d\d?):(\d\d)(?::(\d\d)(?:([.,:])(\d{1,9}))?)?(?!\d)( ?)([ap]m\b)?/i,
    ([, h, , s, sign, f, blank, half]) => {
      const hour = half === undefined ? "H" : "h";
      const rest = s === undefined ? "" : `:ss${fraction(sign, f)}`;
      return [`${hour.repeat(h.length)}:mm${rest}${half === undefined ? "" : `${blank}a`}`];
    },
  ],
  [/^\d\d\.\d\d\.\d\d(?:([.,])(\d{1,9}))?(?!\d)/, ([, sign, f]) => [`HH.mm.ss${fraction(sign, f)}`]],
  [/^\d{6}(?:([., ])(\d{3,9}))?(?!\d)/, ([, sign, f]) => [`HHmmss${fraction(sign, f)}`]],
];

const ZONE = /^( ?)(?:(?:Z|UTC|GMT)\b|[+-]\d\d(?::?\d\d)?(?!\d)|(?:[ECMP][SD]T|WES?T|CES?T|EES?T|JST|MSK|IST|BST)\b)/;
const TRAILING_YEAR = /^ +(?:19|20)\d\d(?!\d)/;
const BETWEEN = /^(?:[T_:-]|, ?| - | +(?:at +)?)/;

/**
 * All forms that the beginning of a text may have, longest dates first. `digits` alone are taken for a stamp only with
 * date and time in them. A form that leaves some of the text ends in "…", and only where a word or number ends.
 */
export function stampForms(text: string): FoundForm[] {
  const opening = /^[[(<"']/.exec(text)?.[0] ?? "";
  const found: FoundForm[] = [];
  for (const { form, length } of withWeekday(text.slice(opening.length))) {
    found.push(...closed(quoted(opening) + form, opening.length + length, opening, text));
  }
  return found;
}

function closed(form: string, length: number, opening: string, text: string): FoundForm[] {
  const closing = opening === "" ? "" : CLOSINGS[opening];
  if (closing !== "" && text.startsWith(closing, length)) return closed(form + quoted(closing), length + 1, "", text);
  if (length === text.length) return [{ form, length }];
  // Half of a word or number is no stamp.
  return /^[\p{L}\d]/u.test(text.slice(length)) ? [] : [{ form: `${form}…`, length }];
}

const CLOSINGS: Readonly<Record<string, string>> = { "[": "]", "(": ")", "<": ">", '"': '"', "'": "'" };

function withWeekday(text: string): FoundForm[] {
  const name = WEEKDAY.exec(text);
  if (name === null) return datesAndTimes(text);
  const rest = datesAndTimes(text.slice(name[0].length));
  return rest.map(({ form, length }) => ({ form: `EEE${name[1]} ${form}`, length: length + name[0].length }));
}

function datesAndTimes(text: string): FoundForm[] {
  const found: FoundForm[] = [];
  for (const date of apply(GLUED, text)) found.push(...withZone(date, text));
  for (const dates of [DATES, SHORT_DATES]) {
    for (const date of apply(dates, text)) {
      const between = BETWEEN.exec(text.slice(date.length))?.[0];
      const times = between === undefined ? [] : apply(TIMES, text.slice(date.length + between.length));
      for (const time of times) {
        const form = date.form + joint(between ?? "") + time.form;
        found.push(...withZone({ form, length: date.length + (between ?? "").length + time.length }, text));
      }
      // Eight digits and a blank may be any number.
      if (dates === DATES && date.form !== "yyyyMMdd") found.push(date);
    }
  }
  for (const time of apply(TIMES.slice(0, 1), text)) {
    if (!time.form.includes("ss")) continue;
    found.push(...withZone(time, text));
    const between = /^[ ,]+/.exec(text.slice(time.length))?.[0];
    if (between === undefined) continue;
    for (const date of apply(DATES, text.slice(time.length + between.length))) {
      found.push({ form: time.form + joint(between) + date.form, length: time.length + between.length + date.length });
    }
  }
  return found;
}

/** With a zone and a year behind the time, if they are there; a form that leaves them out would read something else. */
function withZone(stamp: FoundForm, text: string): FoundForm[] {
  const zone = ZONE.exec(text.slice(stamp.length));
  const zoned = zone === null ? stamp : { form: `${stamp.form}${zone[1]}Z`, length: stamp.length + zone[0].length };
  const year = stamp.form.includes("y") ? null : TRAILING_YEAR.exec(text.slice(zoned.length));
  if (year === null || !stamp.form.includes("d")) return [zoned];
  return [{ form: `${zoned.form} yyyy`, length: zoned.length + year[0].length }];
}

function apply(parts: readonly Part[], text: string): FoundForm[] {
  return parts.flatMap(([pattern, forms]) => {
    const match = pattern.exec(text);
    return match === null ? [] : forms(match).map((form) => ({ form, length: match[0].trimEnd().length }));
  });
}

function fraction(sign: string | undefined, digits: string | undefined): string {
  return digits === undefined ? "" : `${sign ?? ""}${"S".repeat(digits.length)}`;
}

function joint(text: string): string {
  return text
    .split(/( +)/)
    .map((part) => (part.startsWith(" ") ? " " : quoted(part)))
    .join("");
}

/** Words and signs with a meaning in forms stand in quotes. */
function quoted(text: string): string {
  return /[a-zA-Z[\]']/.test(text) ? `'${text.replaceAll("'", "")}'`.replace("''", text === "'" ? "''" : "") : text;
}
