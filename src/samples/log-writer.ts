import { Rng } from "../core/rng.ts";
import type { GenerateOptions } from "./generate-requests.ts";
import { type RecordBlock, recordBlocks } from "./record-merge.ts";
import { RowEncoder, type RowTemplate } from "./row-encoder.ts";
import type { SystemPlan } from "./system-plan.ts";

const SHUFFLE_STREAM = 0x73687566;

export type RowOrder = "oldest-first" | "newest-first" | "shuffled";

export interface LogOptions extends GenerateOptions {
  /** "oldest-first" (default) streams in bounded memory; the other orders hold all rows (36 bytes each) at once. */
  readonly order?: RowOrder;
}

/** UTF-8 bytes of one piece of the log of one host. */
export interface HostPiece {
  readonly host: string;
  readonly bytes: Uint8Array;
}

/** The whole log in one stream of chunks, `header` first. Chunks are cut at line ends and belong to the caller. */
export function* logBytes(
  plan: SystemPlan,
  options: LogOptions,
  template: RowTemplate,
  header: string,
): Generator<Uint8Array> {
  const encoder = new RowEncoder(plan, template, encodeUtf8);
  if (header !== "") yield encodeUtf8(header);
  const order = options.order ?? "oldest-first";
  for (const block of recordBlocks(plan, options, "record", order !== "oldest-first")) {
    yield encoder.encode(block, rowOrder(block, order, options.seed));
  }
}

/** As `logBytes`, but each host has a file of its own, with its own header. Pieces of one host come in order. */
export function* logBytesByHost(
  plan: SystemPlan,
  options: LogOptions,
  template: RowTemplate,
  header: string,
): Generator<HostPiece> {
  const encoder = new RowEncoder(plan, template, encodeUtf8);
  if (header !== "") for (const host of plan.hosts) yield { host, bytes: encodeUtf8(header) };
  const order = options.order ?? "oldest-first";
  for (const block of recordBlocks(plan, options, "record", order !== "oldest-first")) {
    const rows = rowOrder(block, order, options.seed) ?? Uint32Array.from({ length: block.count }, (_, row) => row);
    for (const [hostIndex, host] of plan.hosts.entries()) {
      const own = rows.filter((row) => block.hostIndex[row] === hostIndex);
      if (own.length > 0) yield { host, bytes: encoder.encode(block, own) };
    }
  }
}

function rowOrder(block: RecordBlock, order: RowOrder, seed: number): Uint32Array | undefined {
  if (order === "oldest-first") return undefined;
  const rows = Uint32Array.from({ length: block.count }, (_, row) => row);
  return order === "newest-first" ? rows.reverse() : new Rng(seed, SHUFFLE_STREAM).shuffle(rows);
}

/** UTF-8 of a text; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  return Uint8Array.from(bytes);
}
