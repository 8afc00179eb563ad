import { Gunzip, Inflate } from "fflate";
import { Decompress } from "fzstd";
import type { Codec } from "../src/core/log/archive/archive-member.ts";
import { ArchiveTrouble, corrupt } from "../src/core/log/archive/archive-trouble.ts";
import { GzipTrailers } from "../src/core/log/archive/gzip-trailers.ts";
import type { Compression } from "../src/core/log/source-plan.ts";

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
  for await (const chunk of chunks) yield* guarded(codec, () => decoder.push(chunk));
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
      return collected((give) => new Decompress(give));
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
    throw new ArchiveTrouble(
      corrupt(`its ${codec} data cannot be unpacked (${error instanceof Error ? error.message : error})`),
    );
  }
}
