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

/** Files that repeat an earlier one (by size and digest of head and tail), with that one. */
export async function sameContent(files: readonly File[]): Promise<Map<File, File>> {
  const sizes = new Map<number, File[]>();
  for (const file of files) sizes.set(file.size, [...(sizes.get(file.size) ?? []), file]);
  const twins = new Map<File, File>();
  for (const alike of sizes.values()) {
    if (alike.length < 2 || alike[0].size === 0) continue;
    const firsts = new Map<string, File>();
    for (const file of alike) {
      const digest = await digestOf(file);
      const first = firsts.get(digest);
      if (first === undefined) firsts.set(digest, file);
      else twins.set(file, first);
    }
  }
  return twins;
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
