import type { LabelOverview } from "../label/label-overview.ts";
import type { OpenFile } from "../log/open-file.ts";
import type { ParseService } from "../log/parse-service.ts";
import type { PlanWarning } from "../log/plan-warning.ts";
import type { RawPreview } from "../log/preview.ts";
import { linesOfSample, type SampleLines } from "../log/sample-lines.ts";
import type { SampleReport } from "../log/sample-report.ts";
import { sampleReport } from "../log/sample-report.ts";
import type { SourcePlan, ZoneTable } from "../log/source-plan.ts";
import { planTime } from "../log/time/plan-time.ts";
import type { StampRange } from "../log/time/stamp-range.ts";
import type { Outcome } from "../outcome.ts";
import { success } from "../outcome.ts";
import { sampleLabels } from "../trace/sample-labels.ts";
import { formatClock } from "./clock-time.ts";
import type { MappingEffect } from "./mapping-effect.ts";
import { mappingEffect } from "./mapping-effect.ts";
import { effectProblems, type MappingRow, mappingProblems, planOfRows } from "./mapping-rows.ts";

/** What the roles of a file make of its first records. Plain data. */
export interface MappingTrial {
  readonly preview: RawPreview;
  /** Per row of the mapping: what it takes of each previewed record. */
  readonly effects: readonly MappingEffect[];
  /** Of the first some thousand records; null while a needed role is missing or a row cannot be used. */
  readonly sample: SampleReport | null;
  /** What the plan, with these rows, takes for granted of its stamps. */
  readonly warnings: readonly PlanWarning[];
  /** Of the records at the beginning and the end of the file, ns since 1970; both 0n if no stamp could be read. */
  readonly stampRangeNs: StampRange;
  /** By record, of twice as many as are previewed: its time in UTC under the plan; null where none can be read. */
  readonly clocks: readonly (string | null)[];
  /** The labels of these records, and what was rejected of their lines; null likewise. */
  readonly labels: LabelOverview | null;
  readonly read: SampleLines | null;
}

/** Records that are shown. */
const PREVIEW_RECORDS = 10;
/** Records whose stamps are looked at. */
const STAMP_RECORDS = 400;
/** Labels that are listed. */
const MOST_LABELS = 500;

/**
 * Tries rows on the beginning of a file. Patterns of the user run here: call it where a runaway can be ended.
 *
 * @param base plan of the file's format; its own roles need not be complete. Of a format that fixes its roles there are no rows
 * @param zones to offer where stamps tell none
 */
export async function tryMapping(
  service: ParseService,
  file: OpenFile,
  base: SourcePlan,
  rows: readonly MappingRow[],
  zones: readonly ZoneTable[] = [],
): Promise<Outcome<MappingTrial>> {
  const sampled = await service.sample(file, readable(base, rows), STAMP_RECORDS);
  if (!sampled.ok) return sampled;
  const { head, late } = sampled.value;
  const preview = { columns: head.columns, rows: head.rows.slice(0, PREVIEW_RECORDS) };
  const isFixed = base.roles === undefined;
  const plan = isFixed ? base : planOfRows(base, rows);
  const effects = rows.map((row) => {
    const at = head.columns.indexOf(row.column);
    // A column that first appears later has its examples only.
    return mappingEffect(at < 0 ? row : { ...row, examples: preview.rows.map((record) => record[at]) }, base.assume);
  });
  const isReady = isFixed || (mappingProblems(rows).length === 0 && effectProblems(rows, effects).length === 0);
  const { warnings, stampRangeNs, stampsNs } = planTime(plan, head, late, zones);
  const clocks = stampsNs
    .slice(0, 2 * PREVIEW_RECORDS)
    .map((ns) => (ns === null ? null : formatClock(ns.toString(), 0)));
  const seen = { preview, effects, warnings, stampRangeNs, clocks };
  if (!isReady) return success({ ...seen, sample: null, labels: null, read: null });
  const slice = await service.parseHead(file, plan);
  if (!slice.ok) return slice;
  return success({
    ...seen,
    sample: sampleReport(slice.value, base.labelRules),
    labels: sampleLabels(slice.value, base.labelRules ?? {}, MOST_LABELS),
    read: linesOfSample(slice.value),
  });
}

/** A plan of the same records whose roles can be used, whatever the rows still lack: which records there are depends on none. */
function readable(base: SourcePlan, rows: readonly MappingRow[]): SourcePlan {
  if (base.roles === undefined || rows.length === 0) return base;
  const [{ column }] = rows;
  const nothing = { task: [], label: [], keys: [], attributes: [] };
  return { ...base, roles: { ...nothing, request: [{ column }], time: { column, unit: "iso" } } };
}
