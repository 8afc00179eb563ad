import { encodeUtf8 } from "../../bytes.ts";
import { NONE } from "../../units.ts";
import type { ByteSource } from "../file-reading.ts";
import type { ChunkPlace } from "./chunk-window.ts";
import type { RowRange } from "./leaf-collector.ts";
import { readLeaf } from "./leaf-reader.ts";
import type { TextSpans } from "./page-values.ts";
import type { ParquetCodec } from "./parquet-codec.ts";
import { corrupt } from "./parquet-problem.ts";
import { leavesOf, type SchemaNode } from "./parquet-schema.ts";
import { RowAssembler } from "./row-assembler.ts";
import type { TextArena } from "./text-arena.ts";

/** A column of the table in one row group: its node, and where the pages of the leaves below it are. Plain data. */
export interface ColumnPlace {
  readonly node: SchemaNode;
  readonly places: readonly ChunkPlace[];
}

/**
 * Reads one column for a range of rows into the arena: one span per row, −1 where there is no value. Lists and maps
 * become JSON text. Throws `ParquetProblem`.
 */
export async function readColumn(
  source: ByteSource,
  codec: ParquetCodec,
  column: ColumnPlace,
  range: RowRange,
  arena: TextArena,
): Promise<TextSpans> {
  const { node, places } = column;
  if (node.shape === "leaf" && node.repetitionLevel === 0)
    return readLeaf(source, codec, places[0], node, range, arena);
  const assembler = await assemblerOf(source, codec, column, range, arena);
  const rows = range.end - range.first;
  const spans = { starts: new Int32Array(rows).fill(NONE), ends: new Int32Array(rows) };
  for (let row = 0; row < rows; row++) {
    const text = assembler.next();
    if (text === undefined) continue;
    spans.starts[row] = arena.length;
    arena.appendText(text);
    spans.ends[row] = arena.length;
  }
  return spans;
}

/** The rows of a range as JSON: a root gives objects with all columns. Throws `ParquetProblem`. */
export async function readRows(
  source: ByteSource,
  codec: ParquetCodec,
  column: ColumnPlace,
  range: RowRange,
  arena: TextArena,
): Promise<string[]> {
  const assembler = await assemblerOf(source, codec, column, range, arena);
  return Array.from({ length: range.end - range.first }, () => assembler.next() ?? "null");
}

async function assemblerOf(
  source: ByteSource,
  codec: ParquetCodec,
  { node, places }: ColumnPlace,
  range: RowRange,
  arena: TextArena,
): Promise<RowAssembler> {
  const leaves = leavesOf(node);
  if (places.length !== leaves.length) throw corrupt(`column "${node.path.join(".")}" lacks some of its columns`);
  const values = [];
  for (const [i, leaf] of leaves.entries()) {
    values.push(await readLeaf(source, codec, places[i], leaf, range, arena));
  }
  return new RowAssembler(node, values, arena);
}

/** A column that has one value in all rows. */
export function constantColumn(value: string | null, rows: number, arena: TextArena): TextSpans {
  const starts = new Int32Array(rows).fill(value === null ? NONE : arena.length);
  if (value !== null) {
    const bytes = encodeUtf8(value);
    arena.append(bytes, 0, bytes.length);
  }
  return { starts, ends: new Int32Array(rows).fill(arena.length) };
}
