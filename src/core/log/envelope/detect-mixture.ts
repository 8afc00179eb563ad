import { type Candidate, type FormatSample, SAMPLE_RECORDS } from "../candidate.ts";
import { fileKind } from "../file-kind.ts";
import type { Format } from "../format.ts";
import { formatSample } from "../sampled-lines.ts";
import type { SourcePlan } from "../source-plan.ts";
import { timePresets } from "./detect-envelopes.ts";
import { envelopeColumns } from "./envelope-columns.ts";
import { plainCandidates } from "./plain-candidates.ts";
import { readWrapped } from "./wrapped-sample.ts";

/** A second format joins if it reads so many of the lines that the first does not. */
const LEAST_SHARE = 0.05;
/** Fewer lines are an accident. */
const LEAST_LINES = 3;

/**
 * The format that reads best what a plan does not, as a candidate whose table holds the lines it would get; undefined if
 * the plan's own format reads (nearly) everything, or nothing reads the rest.
 */
export function otherCandidate(
  { compression, format, pattern, envelopes, others = [] }: SourcePlan,
  sample: FormatSample,
  formats: readonly Format[],
): Candidate | undefined {
  const own = formats.find(({ name }) => name === format);
  if (own?.lines === undefined) return undefined;
  const shared = { compression, ...(envelopes && { envelopes }) };
  const main: SourcePlan = { ...shared, format, ...(pattern !== undefined && { pattern }) };
  const known = others.map((other) => ({ plan: { ...shared, ...other }, columns: [] }));
  const rest = readWrapped([{ plan: main, columns: [] }, ...known], sample.head, SAMPLE_RECORDS, sample.isWhole);
  if (rest.otherCount < LEAST_LINES) return undefined;
  const kind = fileKind(rest.others);
  if (!kind.ok) return undefined;
  const left = formatSample(rest.others, kind.value, true);
  const [best] = plainCandidates(
    left,
    formats.filter(({ lines }) => lines !== undefined),
  ).sort((a, b) => b.score - a.score);
  if (best === undefined) return undefined;
  const outer = envelopeColumns(envelopes ?? []);
  const names = outer.ok ? outer.value.map(({ name }) => name) : [];
  const inner = best.table.columns.filter((name) => !names.includes(name));
  const columns = [...inner, ...names];
  const plan: SourcePlan = { ...shared, ...best.plan };
  const read = (bytes: Uint8Array, isWhole: boolean) =>
    readWrapped([{ plan: main, columns: [] }, ...known, { plan, columns }], bytes, SAMPLE_RECORDS, isWhole).tables.at(
      -1,
    );
  const table = read(sample.head, sample.isWhole);
  if (table === undefined || table.rows.length < Math.max(LEAST_LINES, rest.otherCount * LEAST_SHARE)) return undefined;
  const { late, ...candidate } = best;
  const end = sample.tail && read(sample.tail, true);
  return {
    ...candidate,
    table,
    ...(end && { late: end }),
    presets: { ...best.presets, ...(envelopes && timePresets(table, inner.length, best.presets)) },
    reasons: [`${table.rows.length} lines of another format: ${best.reasons[0]}`],
  };
}
