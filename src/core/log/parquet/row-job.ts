import type { CompiledPlan } from "../field-plan.ts";
import { type PathColumn, pathColumns } from "./hive-path.ts";
import type { RowRange } from "./leaf-collector.ts";
import type { ParquetFile, RowGroup } from "./parquet-file.ts";
import { ParquetProblem } from "./parquet-problem.ts";
import { leavesOf, type SchemaNode, tableColumns } from "./parquet-schema.ts";
import type { ColumnPlace } from "./row-columns.ts";

/** A stretch of rows of one row group, to be parsed as one slice: plain data, all that a worker needs beside the file. */
export interface RowJob {
  readonly sliceIndex: number;
  readonly range: RowRange;
  /** Of the stretch's first row in the file. */
  readonly firstRow: number;
  /** Bytes of the file up to here: a share of the row group. */
  readonly endOffset: number;
  readonly columns: readonly JobColumn[];
  /** Of each slot of the compiled plan. */
  readonly slots: readonly SlotPlace[];
}

/** A column of the file, or one that a folder of its path stands for. */
export type JobColumn =
  | { readonly kind: "file"; readonly place: ColumnPlace }
  | { readonly kind: "path"; readonly value: string | null };

export interface SlotPlace {
  /** Index into the columns of the job. */
  readonly column: number;
  /** Dotted path into the JSON text of the column. */
  readonly path?: string;
}

/** A column as plans name it, before it is known where its pages are. */
export interface NamedColumn {
  readonly name: string;
  readonly node: SchemaNode | undefined;
  readonly constant: PathColumn | undefined;
}

/** Rows of one slice at most: as many lines as a slice of text has. */
const MAX_ROWS = 1 << 17;
/** Of what the wanted columns of one slice hold, decompressed. */
const TARGET_BYTES = 32 << 20;

/** What a plan may name: columns of the file, then those of its path. Of equal names the first counts. */
export function namedColumns(file: ParquetFile, path: string): NamedColumn[] {
  const columns = new Map<string, NamedColumn>();
  for (const { name, node } of tableColumns(file.root)) {
    if (!columns.has(name)) columns.set(name, { name, node, constant: undefined });
  }
  for (const constant of pathColumns(path)) {
    const { name } = constant;
    if (!columns.has(name)) columns.set(name, { name, node: undefined, constant });
  }
  return [...columns.values()];
}

/** Whether paths may lead into the texts of a column. */
export function holdsJson(node: SchemaNode): boolean {
  return node.leaf === undefined || node.repetitionLevel > 0 || node.leaf.isJson;
}

/** The stretches of rows of a file under a plan, in order. Throws `ParquetProblem`: R_COLUMN names what is missing. */
export function rowJobs(file: ParquetFile, path: string, plan: CompiledPlan): RowJob[] {
  const named = namedColumns(file, path);
  const wanted: NamedColumn[] = [];
  const slots = plan.slotNames.map((name): SlotPlace => {
    const found = resolve(named, name);
    if (found === undefined) {
      const known = named.slice(0, 40).map((column) => column.name);
      throw new ParquetProblem("R_COLUMN", `no column "${name}" among ${known.join(", ")}`);
    }
    const known = wanted.indexOf(found.column);
    const column = known >= 0 ? known : wanted.push(found.column) - 1;
    return found.path === undefined ? { column } : { column, path: found.path };
  });
  const leaves = leavesOf(file.root);
  const jobs: RowJob[] = [];
  let startOffset = 0;
  for (const group of file.groups) {
    const columns = wanted.map((column) => jobColumn(column, group, leaves));
    const endOffset = Math.max(startOffset, group.endOffset);
    const step = stretchRows(group, wanted, leaves);
    for (let first = 0; first < group.rows; first += step) {
      const end = Math.min(group.rows, first + step);
      jobs.push({
        sliceIndex: jobs.length,
        range: { first, end, groupRows: group.rows },
        firstRow: group.firstRow + first,
        endOffset: Math.floor(startOffset + ((endOffset - startOffset) * end) / group.rows),
        columns,
        slots,
      });
    }
    startOffset = endOffset;
  }
  return jobs;
}

/** Where the pages of a node's leaves are in a row group. */
export function columnPlace(node: SchemaNode, group: RowGroup, leaves: readonly SchemaNode[]): ColumnPlace {
  return { node, places: leavesOf(node).map((leaf) => group.places[leaves.indexOf(leaf)]) };
}

/** The column that has a name, else the longest one that holds JSON whose name the name goes on from. */
function resolve(
  columns: readonly NamedColumn[],
  name: string,
): { readonly column: NamedColumn; readonly path?: string } | undefined {
  const exact = columns.find((column) => column.name === name);
  if (exact !== undefined) return { column: exact };
  let best: NamedColumn | undefined;
  for (const column of columns) {
    const fits = column.node !== undefined && holdsJson(column.node) && name.startsWith(`${column.name}.`);
    if (fits && (best === undefined || column.name.length > best.name.length)) best = column;
  }
  return best && { column: best, path: name.slice(best.name.length + 1) };
}

function jobColumn({ node, constant }: NamedColumn, group: RowGroup, leaves: readonly SchemaNode[]): JobColumn {
  if (node === undefined) return { kind: "path", value: constant?.value ?? null };
  return { kind: "file", place: columnPlace(node, group, leaves) };
}

/** Rows of a stretch, so that what it wants takes about the target if all rows are alike. */
function stretchRows(group: RowGroup, wanted: readonly NamedColumn[], leaves: readonly SchemaNode[]): number {
  let bytes = 0;
  for (const { node } of wanted) {
    for (const leaf of node === undefined ? [] : leavesOf(node)) {
      bytes += Math.max(0, group.uncompressedBytes[leaves.indexOf(leaf)]);
    }
  }
  const fitting = bytes > 0 ? Math.floor((group.rows * TARGET_BYTES) / bytes) : MAX_ROWS;
  return Math.max(1, Math.min(MAX_ROWS, fitting));
}
