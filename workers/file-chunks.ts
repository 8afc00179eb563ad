import { Gunzip, Inflate } from "fflate";
import { Decompress } from "fzstd";
import type { Codec } from "../src/core/log/archive/archive-member.ts";
import { ArchiveTrouble, corrupt } from "../src/core/log/archive/archive-trouble.ts";
import { GzipTrailers } from "../src/core/log/archive/gzip-trailers.ts";
import { decoderWords } from "../src/core/log/decoder-words.ts";
import type { Compression } from "../src/core/log/source-plan.ts";
import { MAX_WINDOW_BYTES, zstdWindowBytes } from "./zstd-page.ts";

/**
 * Packed bytes that are decoded at once: what comes of them stands in memory. Deflate unpacks to 1,032 times its size at
 * most, zstd to 32,768 times: 64 MiB.
 */
const PIECE_BYTES = { gzip: 64 << 10, deflate: 64 << 10, zstd: 2 << 10 } as const;
/** Enough of a frame to see how large its window is. */
const ZSTD_HEADER_BYTES = 18;

/** Bytes of a file or of a part of one, as they are read. */
export async function* bytesOf(blob: Blob, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  try {
    for (let result = await reader.read(); !result.done; result = await reader.read()) {
      onRead(result.value.length);
      yield result.value;
    }
  } finally {
    await reader.cancel();
  }
}

/** A decoder of one codec: what it makes of the bytes pushed, and at the end whether they were whole. */
interface Decoder {
  push(chunk: Uint8Array): Uint8Array[];
  finish(): Uint8Array[];
}

/**
 * Chunks decoded. Damage and a missing end are thrown as `ArchiveTrouble` (I_CORRUPT_ARCHIVE); what was decoded before
 * has been given by then.
 */
export async function* decoded(chunks: AsyncIterable<Uint8Array>, codec: Codec): AsyncGenerator<Uint8Array> {
  if (codec === "none") {
    yield* chunks;
    return;
  }
  const decoder = decoderOf(codec);
  const step = PIECE_BYTES[codec];
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += step) {
      yield* guarded(codec, () => decoder.push(chunk.subarray(at, at + step)));
    }
  }
  yield* guarded(codec, () => decoder.finish());
}

/** The content of a file in its compression. */
export function chunksOf(
  file: Blob,
  compression: Compression,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  return decoded(bytesOf(file, onRead), codecOf(compression));
}

export function codecOf(compression: Compression): Codec {
  return compression === "gzip" || compression === "zstd" ? compression : "none";
}

function decoderOf(codec: Exclude<Codec, "none">): Decoder {
  switch (codec) {
    case "gzip":
      return gunzip();
    case "deflate":
      return collected((give) => new Inflate(give));
    case "zstd":
      return unzstdStream();
  }
}

/** fflate inflates every member of a gzip file; the browser's own decompressor stops after the first. */
function gunzip(): Decoder {
  const trailers = new GzipTrailers();
  const decoder = collected((give) => {
    const stream = new Gunzip((bytes, final) => {
      trailers.inflated(bytes);
      give(bytes, final);
    });
    stream.onmember = (offset) => trailers.memberBegins(offset);
    return stream;
  });
  return {
    push: (chunk) => {
      trailers.packed(chunk);
      return decoder.push(chunk);
    },
    finish: () => {
      const last = decoder.finish();
      trailers.finish();
      return last;
    },
  };
}

/** A decoder of zstd that allocates no window larger than its encoder uses by default, whatever the first frame says. */
function unzstdStream(): Decoder {
  const decoder = collected((give) => new Decompress(give));
  let head: Uint8Array | null = new Uint8Array(0);
  const check = (chunk: Uint8Array) => {
    if (head === null) return chunk;
    const bytes = new Uint8Array(head.length + chunk.length);
    bytes.set(head);
    bytes.set(chunk, head.length);
    head = bytes.length < ZSTD_HEADER_BYTES ? bytes : null;
    if (zstdWindowBytes(bytes) <= MAX_WINDOW_BYTES) return head === null ? bytes : new Uint8Array(0);
    const message = "its zstd window is larger than 128 MiB: pack it again without --long or --ultra";
    throw new ArchiveTrouble({ code: "I_UNSUPPORTED", message });
  };
  return {
    push: (chunk) => decoder.push(check(chunk)),
    finish: () => {
      const rest = head === null ? [] : decoder.push(head);
      return [...rest, ...decoder.finish()];
    },
  };
}

interface PushStream {
  push(chunk: Uint8Array, final: boolean): void;
}

function collected(open: (give: (bytes: Uint8Array, final?: boolean) => void) => PushStream): Decoder {
  let ready: Uint8Array[] = [];
  let isWhole = false;
  const stream = open((bytes, final) => {
    if (bytes.length > 0) ready.push(bytes);
    isWhole = final === true;
  });
  const take = () => {
    const taken = ready;
    ready = [];
    return taken;
  };
  return {
    push: (chunk) => {
      stream.push(chunk, false);
      return take();
    },
    finish: () => {
      stream.push(new Uint8Array(0), true);
      if (!isWhole) throw new Error("the data end in the middle");
      return take();
    },
  };
}

function guarded(codec: Codec, work: () => Uint8Array[]): Uint8Array[] {
  try {
    return work();
  } catch (error) {
    if (error instanceof ArchiveTrouble) throw error;
    throw new ArchiveTrouble(corrupt(`its ${codec} data cannot be unpacked${decoderWords(error)}`));
  }
}
