/** Where a stamp stands in a line, and its form. */
export interface FoundStamp {
  readonly start: number;
  readonly end: number;
  /** Form of the kind it is, for patterns: "yyyy-MM-dd HH:mm:ss". */
  readonly family: string;
  /** "," or "." before a fraction, "" without one. */
  readonly fraction: string;
  /** Blanks before a zone, and Z; "" without one. */
  readonly zone: string;
}

const FRACTION = "(?<fraction>[.,]\\d{1,9})?";
const ZONE = "(?<zone> ?(?:Z\\b|[+-]\\d\\d:?\\d\\d(?!\\d)|(?:UTC|GMT|[CE]ES?T|[EPM][SD]T|IST|JST)\\b))?";
const TIME = "\\d\\d:\\d\\d:\\d\\d";
const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
/** What may stand before and behind a stamp. */
const BEFORE = '(?<=^|[\\s[("<|>]|^[IWEFD])';
const AFTER = '(?=$|[\\s\\])|">}]|:(?=\\s|$))';

/** Forms by which stamps are found, the more telling first. */
const FAMILIES: readonly (readonly [family: string, source: string])[] = [
  ["yyyy-MM-dd'T'HH:mm:ss", `\\d{4}-\\d\\d-\\d\\dT${TIME}${FRACTION}${ZONE}`],
  ["yyyy-MM-dd HH:mm:ss", `\\d{4}-\\d\\d-\\d\\d ${TIME}${FRACTION}${ZONE}`],
  ["yyyy/MM/dd HH:mm:ss", `\\d{4}/\\d\\d/\\d\\d ${TIME}${FRACTION}${ZONE}`],
  ["dd/MMM/yyyy:HH:mm:ss", `\\d\\d/${MONTH}/\\d{4}:${TIME}${FRACTION}${ZONE}`],
  ["dd-MMM-yyyy HH:mm:ss", `\\d\\d-${MONTH}-\\d{4} ${TIME}${FRACTION}${ZONE}`],
  ["EEE MMM d HH:mm:ss yyyy", `${DAY} ${MONTH} {1,2}\\d{1,2} ${TIME} \\d{4}`],
  ["EEE, d MMM yyyy HH:mm:ss", `${DAY}, \\d{1,2} ${MONTH} \\d{4} ${TIME}${FRACTION}${ZONE}`],
  ["MMM d HH:mm:ss", `${MONTH} {1,2}\\d{1,2} ${TIME}${FRACTION}`],
  ["dd.MM.yyyy HH:mm:ss", `\\d\\d\\.\\d\\d\\.\\d{4} ${TIME}${FRACTION}${ZONE}`],
  ["MM/dd/yyyy hh:mm:ss a", `\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d [AaPp][Mm]`],
  ["MM/dd/yyyy HH:mm:ss", `\\d\\d/\\d\\d/\\d{4} ${TIME}${FRACTION}${ZONE}`],
  ["yy/MM/dd HH:mm:ss", `\\d\\d/\\d\\d/\\d\\d ${TIME}${FRACTION}`],
  ["MM-dd HH:mm:ss", `\\d\\d-\\d\\d ${TIME}${FRACTION}`],
  ["MMdd HH:mm:ss", `\\d{4} ${TIME}${FRACTION}`],
  ["yyMMdd HHmmss", "\\d{6} \\d{6}"],
  ["HH:mm:ss", `${TIME}${FRACTION}`],
  ["number", "1\\d{9}(?:\\.\\d{1,9})?|1\\d{12}|1\\d{18}"],
];
const EXPRESSIONS = FAMILIES.map(([family, source]) => ({
  family,
  expression: new RegExp(`${BEFORE}(?:${source})${AFTER}`),
}));

/** All of them at once: most lines without a stamp are told by one look. */
const ANY = new RegExp(
  `${BEFORE}(?:${FAMILIES.map(([, source]) => source.replace(/\?<\w+>/g, "?:")).join("|")})${AFTER}`,
);

/** A stamp farther behind belongs to the message. */
const LOOK_CHARACTERS = 120;

/** The most telling stamp near the start of a line. */
export function findStamp(line: string): FoundStamp | undefined {
  const start = line.slice(0, LOOK_CHARACTERS);
  if (!ANY.test(start)) return undefined;
  for (const { family, expression } of EXPRESSIONS) {
    const match = expression.exec(start);
    if (match === null) continue;
    const fraction = match.groups?.fraction?.[0] ?? "";
    const zone = match.groups?.zone;
    const written = zone === undefined ? "" : zone.startsWith(" ") ? " Z" : "Z";
    return { start: match.index, end: match.index + match[0].length, family, fraction, zone: written };
  }
  return undefined;
}

/** The form that fits all of these stamps of one family: what some lack may be missing. */
export function shapeOf(stamps: readonly FoundStamp[]): string {
  const part = (of: (stamp: FoundStamp) => string, text: (found: string) => string): string => {
    const found = stamps.map(of).find((written) => written !== "");
    if (found === undefined) return "";
    return stamps.some((stamp) => of(stamp) === "") ? `[${text(found)}]` : text(found);
  };
  const fraction = part(
    (stamp) => stamp.fraction,
    (sign) => `${sign}SSS`,
  );
  const zone = part(
    (stamp) => stamp.zone,
    (written) => written,
  );
  return `${stamps[0].family}${fraction}${zone}`;
}
