import type { Candidate, FormatSample } from "../candidate.ts";
import type { Format } from "../format.ts";

/** A smaller part of the lines does not make a format of a file. */
const LEAST_SHARE = 0.05;

/**
 * The readings of a sample by every format as it stands. Formats go by the first line of a file; where lines of JSON and
 * others are mixed, both kinds are tried, and JSON is worth its share of the lines.
 */
export function plainCandidates(sample: FormatSample, formats: readonly Format[]): Candidate[] {
  const { kind } = sample;
  const detect = (shown: FormatSample) => formats.flatMap((format) => format.detect(shown) ?? []);
  if (kind !== "text" && kind !== "ndjson") return detect(sample);
  const share = sample.lines.jsonShare;
  const kinds = [kind, kind === "text" ? ("ndjson" as const) : ("text" as const)].filter(
    (one) => one === kind || (one === "ndjson" ? share : 1 - share) >= LEAST_SHARE,
  );
  const candidates = kinds.flatMap((one) => detect({ ...sample, kind: one }));
  if (kinds.length === 1) return candidates;
  // Commas of JSON make no table.
  const isLines = ({ plan }: Candidate) =>
    formats.some(({ name, lines }) => name === plan.format && lines !== undefined);
  return candidates
    .filter((candidate) => share < 0.5 || isLines(candidate))
    .map((candidate) =>
      candidate.plan.format === "ndjson" ? { ...candidate, score: candidate.score * share } : candidate,
    );
}
