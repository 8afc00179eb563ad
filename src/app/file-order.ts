import { sha256Hex } from "../core/sha256.ts";

/** Bytes at either end of a file that tell two files of one name and size apart. */
const PROBE_BYTES = 64 << 10;

/**
 * Files in canonical order: by name, size, then digest of head and tail. Nothing in an analysis depends on the order in
 * which files were dropped.
 */
export async function canonicalOrder(files: readonly File[]): Promise<File[]> {
  const byName = [...files].sort((a, b) => compareText(a.name, b.name) || a.size - b.size);
  const alike = byName.some(
    (file, at) => at > 0 && file.name === byName[at - 1].name && file.size === byName[at - 1].size,
  );
  if (!alike) return byName;
  const digests = new Map<File, string>();
  for (const file of byName) digests.set(file, await digestOf(file));
  return byName.sort(
    (a, b) => compareText(a.name, b.name) || a.size - b.size || compareText(digests.get(a) ?? "", digests.get(b) ?? ""),
  );
}

async function digestOf(file: File): Promise<string> {
  const head = await file.slice(0, PROBE_BYTES).arrayBuffer();
  const tail = await file.slice(Math.max(0, file.size - PROBE_BYTES)).arrayBuffer();
  return sha256Hex(new Uint8Array(head)) + sha256Hex(new Uint8Array(tail));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
