import type { DetectedReading, Detection, SampleExtent } from "../log/detect.ts";
import type { PlanWarning } from "../log/plan-warning.ts";
import type { Envelope, SourcePlan } from "../log/source-plan.ts";
import { formatSpan } from "./clock-time.ts";
import { formatTitle } from "./format-words.ts";
import { formatCount } from "./number-format.ts";
import { zoneWords } from "./plan-questions.ts";

const DELIMITERS: ReadonlyMap<string, string> = new Map([
  [",", "comma"],
  ["\t", "tab"],
  [";", "semicolon"],
  ["|", "bar"],
]);

const LAYERS: Readonly<Record<Envelope["kind"], string>> = {
  docker: "docker JSON",
  cri: "CRI lines",
  json: "JSON",
  text: "a prefix",
  csv: "CSV",
};

/** "CSV, comma, gzip", "JSON lines in docker JSON": how a file is read, in words. */
export function readingWords(plan: SourcePlan): string {
  const { format, delimiter, header, envelopes = [], others = [], encoding, lineEnds, compression } = plan;
  const layers = envelopes.toReversed().map(({ kind }) => LAYERS[kind]);
  const parts = [[formatTitle(format), ...layers].join(" in ")];
  if (format === "csv") parts.push(DELIMITERS.get(delimiter ?? ",") ?? "other delimiter");
  if (format === "csv" && header === false) parts.push("no header");
  if (others.length > 0) parts.push(`${others.map((other) => formatTitle(other.format)).join(" and ")} between`);
  if (encoding !== undefined) parts.push(encoding.toUpperCase());
  if (lineEnds === "cr") parts.push("CR line ends");
  if (compression === "stream") parts.push("from an archive");
  else if (compression !== "none") parts.push(compression);
  return parts.join(", ");
}

/** All readings of a file, the detected one first. */
export function readingsOf(detection: Detection): readonly DetectedReading[] {
  return [detection, ...(detection.alternatives ?? [])];
}

/** Which of the readings a plan goes back to: the one of most the same frame, the first in doubt. */
export function readingOfPlan(readings: readonly DetectedReading[], plan: SourcePlan): number {
  const frame = ({ format, delimiter, envelopes }: SourcePlan) =>
    JSON.stringify([format, delimiter ?? "", envelopes?.map(({ kind, content }) => [kind, content ?? ""]) ?? []]);
  const likeness = (reading: SourcePlan): number =>
    frame(reading) !== frame(plan) ? 0 : reading.pattern === plan.pattern ? 2 : 1;
  const all = readings.map((reading) => likeness(reading.plan));
  return Math.max(0, all.indexOf(Math.max(...all)));
}

/** "4,312", "about 1,204,000", "more than 2,911"; null of files that have no lines. */
export function linesWords({ lines, share }: SampleExtent): string {
  if (share === 1) return formatCount(lines);
  if (share === null) return `more than ${formatCount(lines)}`;
  const about = lines / Math.max(share, Number.EPSILON);
  // Three digits: the rest would be made up.
  return `about ${formatCount(Number(about.toPrecision(3)))}`;
}

/** First and last of the sampled stamps; null if none could be read. */
export function spanWords({ min, max }: DetectedReading["stampRangeNs"]): string | null {
  return min === 0n ? null : formatSpan(min.toString(), 0, Number(max - min));
}

/**
 * What the span of the sampled stamps is of a file: of all of it, of its beginning (of a compressed file the end is not seen),
 * or of what was looked at.
 */
export function spanName(extent: SampleExtent | undefined): "span" | "begins" | "sampled" {
  if (extent === undefined) return "sampled";
  return extent.share === null ? "begins" : extent.share === 1 ? "span" : "sampled";
}

/** Whether two plans take their stamps from the same place and read them alike. */
export function hasSameTimes(a: SourcePlan, b: SourcePlan): boolean {
  const words = ({ roles, assume }: SourcePlan) =>
    JSON.stringify([
      ...[roles?.time, roles?.outerTime].map((time) => [
        time?.column,
        time?.json,
        time?.pattern,
        time?.unit,
        time?.stamp,
      ]),
      [assume?.zone, assume?.fold, assume?.latest],
    ]);
  return words(a) === words(b);
}

/**
 * Where the zone of the stamps comes from: "in the stamps", "Europe/Berlin, assumed", "epoch, UTC"; null without roles.
 * @param isChosen the user has said which zone stamps without one are read in
 */
export function zoneSource(plan: SourcePlan, warnings: readonly PlanWarning[], isChosen = false): string | null {
  if (plan.roles === undefined || plan.roles.time.column === "") return null;
  if (warnings.some(({ code }) => code === "T_NO_ZONE"))
    return `${zoneWords(plan)}, ${isChosen ? "chosen" : "assumed"}`;
  const { unit } = plan.roles.time;
  return unit === "iso" || unit === "stamp" ? "in the stamps" : `epoch in ${unit === "us" ? "µs" : unit}, UTC`;
}

/** What a plan takes for granted, a few words each: "no zone in the stamps: UTC assumed". */
export function assumptionWords(plan: SourcePlan, warnings: readonly PlanWarning[]): string[] {
  return [...new Set(warnings.flatMap((warning) => warningAssumption(plan, warning) ?? []))];
}

/** What a plan takes for granted where a warning was given, in a few words; null if nothing. */
export function warningAssumption(plan: SourcePlan, { code, count }: PlanWarning): string | null {
  const latest = plan.assume?.latest ?? "";
  switch (code) {
    case "T_NO_ZONE":
      return `no zone in the stamps: ${zoneWords(plan)} assumed`;
    case "T_NO_YEAR":
      return `no year in the stamps: the last is taken to be of ${latest.slice(0, 4)}`;
    case "T_NO_DATE":
      return `no date in the stamps: the last is taken to be of ${latest.slice(0, 10)}`;
    case "T_AMBIG_DM":
      return `day and month might be swapped: read as ${plan.roles?.time.stamp ?? "found"}`;
    case "T_DST_FOLD":
      return `stamps that the clock showed twice: the ${plan.assume?.fold ?? "first"} time is meant`;
    case "T_MIXED_UNIT":
      return plan.roles?.time.also === undefined ? null : "stamps of several forms";
    case "T_COARSE":
      return "stamps of whole seconds";
    case "F_ENCODING":
      return plan.encoding === undefined
        ? `bytes that are no UTF-8 in ${formatCount(count)} of the lines looked at`
        : null;
    case "S_REPEAT":
      return plan.repeats === undefined
        ? "most lines stand twice in a row: each is taken for an event of its own"
        : null;
    default:
      return null;
  }
}
