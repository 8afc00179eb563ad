import type { LabelOverview } from "../label/label-overview.ts";
import type { OpenFile, ParseService } from "../log/parse-service.ts";
import type { RawPreview } from "../log/preview.ts";
import { linesOfSample, type SampleLines } from "../log/sample-lines.ts";
import type { SampleReport } from "../log/sample-report.ts";
import { sampleReport } from "../log/sample-report.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import type { Outcome } from "../outcome.ts";
import { success } from "../outcome.ts";
import { sampleLabels } from "../trace/sample-labels.ts";
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
  /** The labels of these records, and what was rejected of their lines; null likewise. */
  readonly labels: LabelOverview | null;
  readonly read: SampleLines | null;
}

/** Records that are shown. */
const PREVIEW_RECORDS = 10;
/** Labels that are listed. */
const MOST_LABELS = 500;

/**
 * Tries rows on the beginning of a file. Patterns of the user run here: call it where a runaway can be ended.
 *
 * @param base plan of the file's format; its own roles need not be complete. Of a format that fixes its roles there are no rows
 */
export async function tryMapping(
  service: ParseService,
  file: OpenFile,
  base: SourcePlan,
  rows: readonly MappingRow[],
): Promise<Outcome<MappingTrial>> {
  const preview = await service.preview(file, base, PREVIEW_RECORDS);
  if (!preview.ok) return preview;
  const { columns, rows: records } = preview.value;
  const effects = rows.map((row) => {
    const at = columns.indexOf(row.column);
    // A column that first appears later has its examples only.
    return mappingEffect(at < 0 ? row : { ...row, examples: records.map((record) => record[at]) });
  });
  const isFixed = base.roles === undefined;
  const isReady = isFixed || (mappingProblems(rows).length === 0 && effectProblems(rows, effects).length === 0);
  if (!isReady) return success({ preview: preview.value, effects, sample: null, labels: null, read: null });
  const slice = await service.parseHead(file, isFixed ? base : planOfRows(base, rows));
  if (!slice.ok) return slice;
  return success({
    preview: preview.value,
    effects,
    sample: sampleReport(slice.value, base.labelRules),
    labels: sampleLabels(slice.value, base.labelRules ?? {}, MOST_LABELS),
    read: linesOfSample(slice.value),
  });
}
