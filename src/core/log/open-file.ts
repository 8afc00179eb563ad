import { type Failure, failure, type Outcome } from "../outcome.ts";
import { ArchiveTrouble } from "./archive/archive-trouble.ts";
import type { SampleExtent } from "./detect.ts";
import { layered, textLayer } from "./encoding/transcoder.ts";
import type { ByteSource } from "./file-reading.ts";
import type { Compression, SourcePlan } from "./source-plan.ts";

/** Enough for some thousand records. */
export const SAMPLE_BYTES = 512 << 10;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A file as a worker opens it. Streams and reads may reject: the file was changed, moved or deleted, or is corrupt. */
export interface OpenFile extends ByteSource {
  readonly name: string;
  readonly lastModifiedMs?: number;
  /** Parts of it can only be had by reading up to them: a file inside a compressed archive. */
  readonly isStream?: boolean;
  /** Bytes of the file from its beginning; with gzip, inflated. `onRead` is told how many bytes of the file were used. */
  stream(compression: Compression, onRead?: (bytes: number) => void): AsyncIterable<Uint8Array>;
}

function named({ code, message }: Failure, file: OpenFile | null): Failure {
  return { code, message: file === null ? message : `${file.name}: ${message}` };
}

/** Turns a rejected read into a failure that names what to do. */
export async function guarded<T>(file: OpenFile | null, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArchiveTrouble) return { ok: false, failure: named(error.failure, file) };
    const what = error instanceof Error ? error.message : String(error);
    const name = file === null ? "the file" : file.name;
    return failure("I_READ", `${name} could not be read (${what}): was it changed, moved or cut short? Drop it again.`);
  }
}

/** What a file is read through: its compression and the encoding of its text. */
type Reading = Pick<SourcePlan, "compression" | "encoding" | "lineEnds">;

/** The bytes of a file as UTF-8 with line feeds. */
export function textOf(file: OpenFile, plan: Reading, onRead?: (bytes: number) => void): AsyncIterable<Uint8Array> {
  const layer = textLayer(plan);
  const chunks = file.stream(plan.compression, onRead);
  return layer === undefined ? chunks : layered(chunks, layer);
}

/** The first bytes of the text of a file, of damaged ones those before the damage. */
export async function headOf(file: OpenFile, plan: Reading, count = SAMPLE_BYTES): Promise<Uint8Array> {
  const isPlain = plan.compression === "none" && textLayer(plan) === undefined;
  return isPlain ? file.read(0, Math.min(file.size, count)) : bytesFrom(beforeDamage(textOf(file, plan)), 0, count);
}

/** The chunks before the place where an archive is damaged, if a line ends there: enough to see what it holds. */
async function* beforeDamage(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let hasLine = false;
  try {
    for await (const chunk of chunks) {
      hasLine ||= chunk.includes(LINE_FEED);
      yield chunk;
    }
  } catch (error) {
    if (!(hasLine && error instanceof ArchiveTrouble)) throw error;
  }
}

/** Lines of the first bytes of a file of `size` bytes, null if it is compressed: what its sample is a share of is not known. */
export function extentOf(head: Uint8Array, size: number | null): SampleExtent {
  const count = (end: number) => head.reduce((sum, byte) => sum + (byte === end ? 1 : 0), 0);
  const lines = count(LINE_FEED) || count(CARRIAGE_RETURN);
  const last = head.at(-1);
  if (head.length < SAMPLE_BYTES || head.length === size) {
    return { lines: last === LINE_FEED || last === CARRIAGE_RETURN ? lines : lines + 1, share: 1 };
  }
  return { lines, share: size === null ? null : head.length / size };
}

/** How a file that begins with these bytes is packed. */
export function compressionOf(magic: Uint8Array, file: OpenFile): Compression {
  if (magic[0] === 0x1f && magic[1] === 0x8b) return "gzip";
  if (magic[0] === 0x28 && magic[1] === 0xb5 && magic[2] === 0x2f && magic[3] === 0xfd) return "zstd";
  return file.isStream === true ? "stream" : "none";
}

/** At most `count` bytes of a stream from `offset` on. */
export async function bytesFrom(chunks: AsyncIterable<Uint8Array>, offset: number, count: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let position = 0;
  let taken = 0;
  for await (const chunk of chunks) {
    const from = Math.max(0, offset - position);
    position += chunk.length;
    if (from >= chunk.length) continue;
    const part = chunk.subarray(from, from + count - taken);
    parts.push(part);
    taken += part.length;
    if (taken === count) break;
  }
  const bytes = new Uint8Array(taken);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
