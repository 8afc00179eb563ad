import { decodeUtf8 } from "../../bytes.ts";
import { NONE } from "../../units.ts";
import { EventSink } from "../event-sink.ts";
import type { CompiledPlan } from "../field-plan.ts";
import { FieldTable, RAW } from "../field-table.ts";
import type { ByteSource, SliceContext } from "../file-reading.ts";
import { JsonScanner } from "../json-scanner.ts";
import type { ParsedSlice } from "../parsed-slice.ts";
import { RecordMapper } from "../record-mapper.ts";
import { SliceReport } from "../slice-report.ts";
import { WorkBuffer } from "../work-buffer.ts";
import type { TextSpans } from "./page-values.ts";
import type { ParquetCodec } from "./parquet-codec.ts";
import { constantColumn, readColumn } from "./row-columns.ts";
import type { RowJob, SlotPlace } from "./row-job.ts";
import { TextArena } from "./text-arena.ts";
import { isFloating, isJsonToken } from "./value-text.ts";

/** The columns of a stretch of rows as text, by slot of the plan. */
export interface RowTexts {
  readonly rows: number;
  readonly bytes: Uint8Array;
  readonly slots: readonly SlotTexts[];
}

export interface SlotTexts extends TextSpans {
  /** The texts are JSON, of which the value at this dotted path is wanted. */
  readonly path: string | undefined;
  /** Numbers that may have lost digits: no ids. */
  readonly isFloating: boolean;
  /** The texts are JSON as they stand. */
  readonly isToken: boolean;
}

const MAX_SAMPLE_CHARACTERS = 400;
const SAFE_INTEGER = /^-?\d{1,16}$/;

/** Reads and parses one stretch of rows. Throws `ParquetProblem`. */
export async function parseRows(
  source: ByteSource,
  codec: ParquetCodec,
  plan: CompiledPlan,
  job: RowJob,
  context: SliceContext,
): Promise<ParsedSlice> {
  return rowSlice(plan, await readTexts(source, codec, job), job, context);
}

/** The wanted columns of a stretch, one after the other: memory is their texts, and a page. */
async function readTexts(source: ByteSource, codec: ParquetCodec, job: RowJob): Promise<RowTexts> {
  const { range, columns, slots } = job;
  const rows = range.end - range.first;
  const arena = new TextArena();
  const spans: TextSpans[] = [];
  for (const column of columns) {
    spans.push(
      column.kind === "path"
        ? constantColumn(column.value, rows, arena)
        : await readColumn(source, codec, column.place, range, arena),
    );
  }
  const texts = slots.map(({ column, path }: SlotPlace): SlotTexts => {
    const { starts, ends } = spans[column];
    const wanted = columns[column];
    const leaf = wanted.kind === "file" ? wanted.place.node.leaf : undefined;
    const isNested = wanted.kind === "file" && (leaf === undefined || wanted.place.node.repetitionLevel > 0);
    return {
      starts,
      ends,
      path,
      isFloating: leaf !== undefined && isFloating(leaf),
      isToken: isNested || (leaf !== undefined && isJsonToken(leaf)),
    };
  });
  return { rows, bytes: arena.bytes.subarray(0, arena.length), slots: texts };
}

/**
 * Maps rows to events: pure. Lines are rows, each a record or a reject. Ids that are floating-point numbers and no safe
 * integers are refused (K_DOUBLE_ID): two of them may have been one.
 */
export function rowSlice(
  plan: CompiledPlan,
  texts: RowTexts,
  place: { readonly sliceIndex: number; readonly firstRow: number },
  context: SliceContext,
): ParsedSlice {
  const { rows, bytes, slots } = texts;
  const fields = new FieldTable(slots.length);
  const work = new WorkBuffer(bytes);
  const report = new SliceReport(context.allRejects);
  const sink = new EventSink(plan.attributes.length, context.keepPartitions, rows);
  const mapper = new RecordMapper(plan, fields, work, sink, report, context.originNs);
  const ids = new Set([...plan.request, ...plan.task].map(({ slot }) => slot));
  const readers = slots.flatMap((texts, slot) => (texts.path === undefined ? [plainReader(fields, slot, texts)] : []));
  const refusals = slots.flatMap((texts, slot) =>
    texts.isFloating && texts.path === undefined && ids.has(slot) ? [{ slot, texts }] : [],
  );
  const scans = jsonReaders(fields, slots);
  for (let row = 0; row < rows; row++) {
    for (const read of readers) read(row);
    for (const { slot, texts } of refusals) {
      if (texts.starts[row] < 0 || isSafeInteger(bytes, texts.starts[row], texts.ends[row])) continue;
      fields.starts[slot] = NONE;
      report.warn("K_DOUBLE_ID");
    }
    for (const scan of scans) scan(bytes, row);
    // What a reject shows is put together below: a row stands nowhere in one piece.
    mapper.map(row, 0, 0, false);
  }
  mapper.finish();
  const finished = report.finish();
  return {
    fileIndex: context.fileIndex,
    sliceIndex: place.sliceIndex,
    firstRecordOffset: place.firstRow,
    nextRecordOffset: place.firstRow + rows,
    ...(plan.plan.newestFirst === true && { newestFirst: true }),
    ...finished,
    rejects: finished.rejects.map((reject) => ({ ...reject, sample: rowText(plan, texts, reject.line) })),
    ...sink.finish(),
  };
}

function plainReader(fields: FieldTable, slot: number, { starts, ends }: TextSpans): (row: number) => void {
  return (row) => fields.set(slot, starts[row], ends[row], RAW);
}

/** One scanner per column with paths: it finds all of them in one pass over the JSON text of a row. */
function jsonReaders(fields: FieldTable, slots: readonly SlotTexts[]): ((bytes: Uint8Array, row: number) => void)[] {
  const byColumn = new Map<Int32Array, { texts: SlotTexts; slots: number[]; paths: string[] }>();
  slots.forEach((texts, slot) => {
    if (texts.path === undefined) return;
    const known = byColumn.get(texts.starts) ?? { texts, slots: [], paths: [] };
    known.slots.push(slot);
    known.paths.push(texts.path);
    byColumn.set(texts.starts, known);
  });
  return [...byColumn.values()].map(({ texts, slots: wanted, paths }) => {
    const scanner = new JsonScanner(paths);
    return (bytes, row) => {
      const start = texts.starts[row];
      const isFound = start >= 0 && scanner.scan(bytes, start, texts.ends[row]);
      const found = scanner.fields;
      wanted.forEach((slot, i) => {
        fields.set(slot, isFound ? found.starts[i] : NONE, isFound ? found.ends[i] : NONE, found.codings[i]);
      });
    };
  });
}

function isSafeInteger(bytes: Uint8Array, start: number, end: number): boolean {
  const text = decodeUtf8(bytes, start, Math.min(end, start + 32));
  return SAFE_INTEGER.test(text) && Number.isSafeInteger(Number(text));
}

/** The wanted fields of a row as JSON, at most 400 characters. */
function rowText(plan: CompiledPlan, { bytes, slots }: RowTexts, row: number): string {
  const members = new Map<string, string>();
  slots.forEach(({ starts, ends, path, isToken }, slot) => {
    const name = plan.slotNames[slot];
    const start = starts[row];
    const text = start < 0 ? "null" : decodeUtf8(bytes, start, Math.min(ends[row], start + MAX_SAMPLE_CHARACTERS * 4));
    // Of a path its column is shown: that it is not there may be the trouble.
    const column = path === undefined ? name : name.slice(0, -path.length - 1);
    members.set(column, isToken || start < 0 ? text : JSON.stringify(text));
  });
  const parts = Array.from(members, ([name, text]) => `${JSON.stringify(name)}:${text}`);
  return `{${parts.join(",")}}`.slice(0, MAX_SAMPLE_CHARACTERS);
}
