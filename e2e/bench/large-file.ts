import { createWriteStream } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BENCHMARK_EVENTS_PER_REQUEST, benchmarkCsv } from "../../src/samples/benchmark-system.ts";

/** A large log on disk, for as long as it is measured. */
export interface LargeFile {
  readonly path: string;
  readonly bytes: number;
  readonly requests: number;
  remove(): Promise<void>;
}

const LINE_FEED = 0x0a;
/** Bytes of a line of the benchmark as it is, line end included. */
export const NARROW_LINE_BYTES = 49;
/** What the browser and the rest of the machine may need of the disk meanwhile. */
const SPARE_BYTES = 2e9;
const NOTES = 64;

/**
 * Writes the benchmark's log with about `bytes` bytes into the temporary folder, in bounded memory. Wider lines have a
 * last column of text, which plays no role. Throws if the disk has not enough room.
 *
 * @param lineBytes mean bytes of a line, NARROW_LINE_BYTES or at least 2 more
 */
export async function writeLargeFile(bytes: number, lineBytes: number): Promise<LargeFile> {
  const { bavail, bsize } = await statfs(tmpdir());
  const free = bavail * bsize;
  if (free < bytes + SPARE_BYTES) {
    const [has, needs] = [free, bytes + SPARE_BYTES].map((count) => (count / 1e9).toFixed(1));
    throw new Error(`${tmpdir()} has ${has} GB free, and ${needs} GB are needed: set TMPDIR to a larger disk`);
  }
  const requests = Math.ceil(bytes / lineBytes / BENCHMARK_EVENTS_PER_REQUEST);
  const folder = await mkdtemp(join(tmpdir(), "whydunit-large-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, `${lineBytes}-bytes-a-line.csv`);
  try {
    const narrow = benchmarkCsv({ requests, seed: 1, kinds: 60 });
    const notes = notesOf(lineBytes - NARROW_LINE_BYTES);
    const out = createWriteStream(path);
    await pipeline(Readable.from(notes.length === 0 ? narrow : widened(narrow, notes)), out);
    return { path, bytes: out.bytesWritten, requests, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Texts of a comma and what makes up the rest of `length` bytes; none if there is no room for any. */
function notesOf(length: number): Uint8Array[] {
  if (length < 2) return [];
  return Array.from({ length: NOTES }, (_, i) => {
    const text = `GET /shop/v${i % 3}/items/${i * 7919}?page=${i} HTTP/1.1 Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 `;
    return Buffer.from(`,${text.repeat(Math.ceil(length / text.length))}`.slice(0, length));
  });
}

/** The lines with a note before each line end, in turn; the header gets the name of the column. */
function* widened(chunks: Iterable<Uint8Array>, notes: readonly Uint8Array[]): Generator<Uint8Array> {
  const header = Buffer.from(",note");
  let line = 0;
  for (const chunk of chunks) {
    const parts: Uint8Array[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      parts.push(chunk.subarray(from, at), line === 0 ? header : notes[line % notes.length], LINE_END);
      line++;
      from = at + 1;
    }
    parts.push(chunk.subarray(from));
    yield Buffer.concat(parts);
  }
}

const LINE_END = Uint8Array.of(LINE_FEED);
