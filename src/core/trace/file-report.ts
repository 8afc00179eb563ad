import type { LineCounts, Reject, RejectCount } from "../log/parsed-slice.ts";
import type { StoredSlice } from "./stored-slice.ts";

const REJECT_SAMPLES_PER_CODE = 100;
/** Share of the lines of a file. */
const MANY_CONTINUED = 0.2;

export interface FileRejects {
  readonly code: string;
  readonly count: number;
  /** The first by line, at most 100; lines 1-based in the file. */
  readonly samples: readonly Reject[];
}

export interface FileReport {
  readonly counts: LineCounts;
  /** Records by format, where a file mixes several: those of the plan, then of its `others`. */
  readonly formats?: readonly number[];
  readonly rejects: readonly FileRejects[];
  /** Oddities of records that were kept, by code: negative durations, missing labels and the like. */
  readonly warnings: readonly RejectCount[];
}

/** Adds up the counts of the slices per file. `bases` are the `lineBases` of the slices, in the order of (file, slice). */
export function fileReports(slices: readonly StoredSlice[], bases: Float64Array, fileCount: number): FileReport[] {
  const reports = Array.from({ length: fileCount }, () => ({
    counts: { lines: 0, records: 0, continuations: 0, blank: 0, duplicates: 0, rejects: 0 },
    extra: 0,
    formats: [] as number[],
    rejects: new Map<string, { count: number; samples: Reject[] }>(),
    warnings: new Map<string, number>(),
  }));
  slices.forEach(({ slice }, at) => {
    const report = reports[slice.fileIndex];
    for (const name of ["lines", "records", "continuations", "blank", "duplicates", "rejects"] as const) {
      report.counts[name] += slice.counts[name];
    }
    report.extra += slice.counts.extra ?? 0;
    slice.formats?.forEach((records, format) => {
      report.formats[format] = (report.formats[format] ?? 0) + records;
    });
    for (const { code, count } of slice.warnings ?? []) {
      report.warnings.set(code, (report.warnings.get(code) ?? 0) + count);
    }
    for (const { code, count } of slice.rejectCounts) {
      const entry = report.rejects.get(code) ?? { count: 0, samples: [] };
      entry.count += count;
      report.rejects.set(code, entry);
    }
    for (const reject of slice.rejects) {
      const samples = report.rejects.get(reject.code)?.samples;
      if (samples !== undefined && samples.length < REJECT_SAMPLES_PER_CODE) {
        samples.push({ ...reject, line: bases[at] + reject.line + 1 });
      }
    }
  });
  return reports.map(({ counts, extra, formats, rejects, warnings }) => ({
    counts: extra > 0 ? { ...counts, extra } : counts,
    ...(formats.length > 0 && { formats }),
    warnings: mostFirst([...warnings].map(([code, count]) => ({ code, count })).filter(isWorthTelling(counts))),
    rejects: [...rejects]
      .map(([code, { count, samples }]) => ({ code, count, samples }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
  }));
}

/** Texts of several lines are the rule in some logs: only very many of them may be records that were not understood. */
function isWorthTelling({ lines }: LineCounts): (warning: RejectCount) => boolean {
  return ({ code, count }) => code !== "S_CONTINUED" || count > lines * MANY_CONTINUED;
}

/** The report with one more warning. */
export function withWarning(report: FileReport, code: string, count: number): FileReport {
  return { ...report, warnings: mostFirst([...report.warnings, { code, count }]) };
}

function mostFirst(counts: readonly RejectCount[]): RejectCount[] {
  return counts.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
