import { Gunzip } from "fflate";
import type { Compression } from "../src/core/log/source-plan.ts";

/** fflate inflates every member of a gzip file; the browser's own decompressor stops after the first. */
export async function* chunksOf(
  file: File,
  compression: Compression,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let ended = compression === "none";
  const gunzip = new Gunzip((chunk, final) => {
    ready.push(chunk);
    ended = final;
  });
  const reader = file.stream().getReader();
  try {
    for (let result = await reader.read(); !result.done; result = await reader.read()) {
      onRead(result.value.length);
      if (compression === "none") ready.push(result.value);
      else gunzip.push(result.value, false);
      yield* ready;
      ready = [];
    }
  } finally {
    await reader.cancel();
  }
  if (compression !== "none") gunzip.push(new Uint8Array(0), true);
  yield* ready;
  if (!ended) throw new Error("the compressed data end in the middle");
}
