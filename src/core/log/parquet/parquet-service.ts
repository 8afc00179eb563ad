import { failure, type Outcome, success } from "../../outcome.ts";
import type { Detection } from "../detect.ts";
import { compilePlan } from "../field-plan.ts";
import type { ByteSource, SliceContext } from "../file-reading.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import type { RawPreview } from "../preview.ts";
import type { SourcePlan } from "../source-plan.ts";
import type { TimeFacts } from "../time/settle-time.ts";
import type { ParquetCodec } from "./parquet-codec.ts";
import { type ParquetFile, readFooter } from "./parquet-file.ts";
import { asOutcome, unsupported } from "./parquet-problem.ts";
import { firstRows, jsonRows, readingOfParquet } from "./parquet-sample.ts";
import { type RowJob, rowJobs } from "./row-job.ts";
import { parseRows } from "./row-slice.ts";

/** Brings the codec when the first Parquet file is opened. */
export type ParquetLoader = () => Promise<ParquetCodec>;

/** A file with its name, or its path from the first folder that stands for a column ("date=2024-02-29/part-0.parquet"). */
interface NamedSource extends ByteSource {
  readonly name: string;
}

/** Rows that tell what a plan makes of a file. */
const HEAD_ROWS = 4096;
/** Wanted rows that lie closer together are read as one stretch. */
const MAX_GAP = 256;
const MAX_STRETCH = 4096;

/**
 * Reads Parquet files. Failures: I_CORRUPT_ARCHIVE (damaged), I_UNSUPPORTED (encrypted, unknown codec, too large a page,
 * no columns), I_EMPTY (no rows), I_READ, R_COLUMN (a plan names what the file lacks).
 */
export class ParquetService {
  constructor(private readonly load: ParquetLoader | null) {}

  /** Columns from the schema, roles from a sample of rows. */
  detect(source: NamedSource, facts: TimeFacts = {}): Promise<Outcome<Detection>> {
    return this.withFile(source, async (file, codec) => {
      return success(await readingOfParquet(source, codec, file, source.name, facts));
    });
  }

  /** The first rows as a table. */
  preview(source: NamedSource, count: number): Promise<Outcome<RawPreview>> {
    return this.withFile(source, async (file, codec) => {
      const { columns, rows } = await firstRows(source, codec, file, source.name, count);
      return success({ columns, rows: rows.map((row) => columns.map((_, i) => row[i] ?? "")) });
    });
  }

  /** The stretches of rows that are the slices of the file, in order. */
  jobs(source: NamedSource, plan: SourcePlan): Promise<Outcome<RowJob[]>> {
    return this.withFile(source, async (file) => {
      const compiled = compilePlan(plan);
      return compiled.ok ? success(rowJobs(file, source.name, compiled.value)) : compiled;
    });
  }

  /** Parses one stretch. */
  parse(source: ByteSource, plan: SourcePlan, job: RowJob, context: SliceContext): Promise<Outcome<ParsedSlice>> {
    return asOutcome(async () => {
      const compiled = compilePlan(plan);
      if (!compiled.ok) return compiled;
      return success(await parseRows(source, await this.codec(), compiled.value, job, context));
    });
  }

  /** What a plan makes of the first rows. */
  async parseHead(source: NamedSource, plan: SourcePlan, context: SliceContext): Promise<Outcome<ParsedSlice>> {
    const jobs = await this.jobs(source, plan);
    if (!jobs.ok) return jobs;
    const [first] = jobs.value;
    const range = { ...first.range, end: Math.min(first.range.end, HEAD_ROWS) };
    return this.parse(source, plan, { ...first, range }, context);
  }

  /** Rows (1-based) as JSON objects of all their columns, in the order of `rows`. */
  rawRows(source: NamedSource, rows: readonly number[]): Promise<Outcome<Outcome<string>[]>> {
    return this.withFile(source, async (file, codec) => {
      const texts = new Map<number, string>();
      for (const group of file.groups) {
        const inGroup = rows.map((row) => row - 1 - group.firstRow).filter((row) => row >= 0 && row < group.rows);
        for (const [first, end] of stretches(inGroup)) {
          const found = await jsonRows(source, codec, file, source.name, group, first, end);
          found.forEach((text, i) => {
            texts.set(group.firstRow + first + i + 1, text);
          });
        }
      }
      return success(
        rows.map((row) => {
          const text = texts.get(row);
          return text === undefined
            ? failure("F_NO_LINE", `the file has ${file.rows} rows, none is ${row}`)
            : success(text);
        }),
      );
    });
  }

  private withFile<T>(
    source: NamedSource,
    work: (file: ParquetFile, codec: ParquetCodec) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    return asOutcome(async () => {
      const codec = await this.codec();
      const file = await readFooter(source, codec);
      if (file.groups.length === 0) return failure("I_EMPTY", "the Parquet file has no rows");
      return work(file, codec);
    });
  }

  private async codec(): Promise<ParquetCodec> {
    if (this.load === null) throw unsupported("this is a Parquet file: export it as CSV first");
    return this.load();
  }
}

/** Ranges [first, end) that hold all of some rows, near ones together. */
function stretches(rows: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = found[found.length - 1];
    const isNear = last !== undefined && row - last[1] <= MAX_GAP && row + 1 - last[0] <= MAX_STRETCH;
    if (isNear) last[1] = Math.max(last[1], row + 1);
    else found.push([row, row + 1]);
  }
  return found;
}
