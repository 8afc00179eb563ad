import { NONE } from "../../units.ts";
import { formatOf } from "../formats/registry.ts";
import { WHOLE_LINES, WholeLine } from "../line-sample.ts";
import { LINE_CONTINUATION, LINE_INCOMPLETE, LINE_RECORD, LINE_REJECT } from "../line-walker.ts";
import { fieldText, type SampleTable } from "../sample-table.ts";
import type { Envelope, SourcePlan } from "../source-plan.ts";
import { WorkBuffer } from "../work-buffer.ts";
import { envelopeColumns } from "./envelope-columns.ts";
import { Layers } from "./layers.ts";
import { type LineQuestion, type LineReaders, lineReaders } from "./line-readers.ts";
import { LINE_OPENED, LINE_PIECE, WrappedWalker } from "./wrapped-walker.ts";

const LINE_FEED = 0x0a;

/** The lines inside one layer of a sample. */
export interface InnerLines {
  readonly bytes: Uint8Array;
  /** Lines that have the layer, and those that do not. */
  readonly opened: number;
  readonly refused: number;
}

/** Takes one layer off the lines of a sample; a last line without line end counts only if the sample is the whole file. */
export function innerLines(envelope: Envelope, bytes: Uint8Array, limit: number, isWhole: boolean): InnerLines {
  const splitter = new WholeLine();
  const plan: SourcePlan = { format: "ndjson", compression: "none", envelopes: [envelope] };
  const question: LineQuestion = { plan, slotNames: ["line"], outer: [] };
  const readers: LineReaders = {
    layers: new Layers([envelope], []),
    readers: [{ question, splitter, rules: WHOLE_LINES }],
  };
  const parts: Uint8Array[] = [];
  const sample = new SampleWalk(plan, readers, bytes, isWhole);
  let refused = 0;
  sample.each(limit, (kind, work) => {
    if (kind !== LINE_RECORD) {
      refused++;
      return true;
    }
    const { starts, ends } = splitter.fields;
    return parts.push(work.bytes.slice(starts[0], ends[0])) < limit;
  });
  return { bytes: joined(parts), opened: parts.length, refused };
}

/** What a plan makes of a sample, without roles. */
export interface WrappedSample {
  /** By format: the plan's own, then the others. Columns of the formats, then of the envelopes. */
  readonly tables: readonly SampleTable[];
  /** Lines inside the envelopes that are no records of any format, those that follow one included. */
  readonly others: Uint8Array;
  readonly otherCount: number;
}

/** A format of a file and the columns wanted of it. */
export interface WantedColumns {
  readonly plan: SourcePlan;
  readonly columns: readonly string[];
}

/** Reads up to `limit` records of a sample under a plan; the formats share the envelopes of the first. */
export function readWrapped(
  formats: readonly [WantedColumns, ...WantedColumns[]],
  bytes: Uint8Array,
  limit: number,
  isWhole: boolean,
): WrappedSample {
  const [main, ...more] = formats;
  const outer = envelopeColumns(main.plan.envelopes ?? []);
  const outerColumns = outer.ok ? outer.value : [];
  const question = ({ plan, columns }: WantedColumns): LineQuestion => ({
    plan,
    slotNames: columns,
    outer: outerColumns.flatMap((column) => {
      const slot = columns.indexOf(column.name);
      return slot < 0 ? [] : [{ ...column, slot }];
    }),
  });
  const readers = lineReaders(question(main), more.map(question));
  const sample = new SampleWalk(main.plan, readers, bytes, isWhole);
  const rows: (string | undefined)[][][] = formats.map(() => []);
  const others: Uint8Array[] = [];
  let records = 0;
  sample.each(limit, (kind, work, walker) => {
    if (kind === LINE_RECORD) {
      const { fields } = readers.readers[walker.format].splitter;
      const { columns } = formats[walker.format];
      rows[walker.format].push(columns.map((_, slot) => fieldText(work.bytes, fields, slot)?.trim()));
      return ++records < limit;
    }
    if (walker.isOpened) others.push(work.bytes.slice(walker.innerStart, walker.innerEnd));
    return true;
  });
  const tables = formats.map(({ columns }, format) => ({ columns, rows: rows[format] }));
  return { tables, others: joined(others), otherCount: others.length };
}

/** The first `count` records of the plan's own format, with the columns of its envelopes. The plan has been checked. */
export function wrappedRecords(plan: SourcePlan, head: Uint8Array, count: number, isWhole: boolean): SampleTable {
  const { envelopes = [] } = plan;
  let bytes = head;
  let isAll = isWhole;
  for (const envelope of envelopes) {
    // Of lines of other formats there may be more than of its own.
    bytes = innerLines(envelope, bytes, 4 * count, isAll).bytes;
    isAll = true;
  }
  const own = formatOf(plan.format).records?.(plan, bytes, count, isAll);
  const outer = envelopeColumns(envelopes);
  const names = outer.ok ? outer.value.map(({ name }) => name) : [];
  const columns = [...(own?.columns ?? []).filter((name) => !names.includes(name)), ...names];
  return readWrapped([{ plan, columns }], head, count, isWhole).tables[0];
}

/** Looks at the lines of a sample one after the other. */
class SampleWalk {
  private readonly work: WorkBuffer;
  private readonly walker: WrappedWalker;

  constructor(
    plan: SourcePlan,
    readers: LineReaders,
    private readonly bytes: Uint8Array,
    private readonly isWhole: boolean,
  ) {
    this.work = new WorkBuffer(bytes);
    const hasHeader = plan.envelopes?.[0]?.header === true;
    this.walker = new WrappedWalker(this.work, bytes.length, isWhole, true, readers, hasHeader);
  }

  /** Calls back for records, rejects and continuations until it says that it has enough, or `limit` × 4 lines were seen. */
  each(limit: number, take: (kind: number, work: WorkBuffer, walker: WrappedWalker) => boolean): void {
    const { walker, work, bytes } = this;
    const settle = (kind: number): boolean => {
      const isTold = kind === LINE_RECORD || kind === LINE_REJECT || kind === LINE_CONTINUATION;
      return !isTold || take(kind, work, walker);
    };
    let at = 0;
    for (let line = 0; at < bytes.length && line < 4 * limit; line++, at = walker.next) {
      for (let lost = walker.lookAtLost(at); lost !== NONE; lost = walker.lookAtLost(at)) if (!settle(lost)) return;
      const kind = walker.look(at, line);
      if (kind === LINE_INCOMPLETE) return;
      if (kind !== LINE_OPENED && kind !== LINE_PIECE && !settle(kind)) return;
    }
    if (!this.isWhole || at < bytes.length) return;
    for (let rest = walker.lookAtRest(at); rest !== NONE; rest = walker.lookAtRest(at)) if (!settle(rest)) return;
  }
}

/** Lines, one after the other. */
function joined(lines: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lines.reduce((sum, line) => sum + line.length + 1, 0));
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
    bytes[at++] = LINE_FEED;
  }
  return bytes;
}
