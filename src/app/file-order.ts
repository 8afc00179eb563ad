import { sha256Hex } from "../core/sha256.ts";

/** Bytes at either end of a file that tell two files of one name and size apart. */
const PROBE_BYTES = 64 << 10;
const READS_AT_A_TIME = 8;

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
  const digests = await digestsOf(byName);
  return byName.sort(
    (a, b) => compareText(a.name, b.name) || a.size - b.size || compareText(digests.get(a) ?? "", digests.get(b) ?? ""),
  );
}

/** Files that repeat an earlier one (by size and digest of head and tail), with that one. */
export async function sameContent(files: readonly File[]): Promise<Map<File, File>> {
  const sizes = new Map<number, File[]>();
  for (const file of files) {
    const alike = sizes.get(file.size);
    if (alike === undefined) sizes.set(file.size, [file]);
    else alike.push(file);
  }
  const twins = new Map<File, File>();
  for (const alike of sizes.values()) {
    if (alike.length < 2 || alike[0].size === 0) continue;
    const digests = await digestsOf(alike);
    const firsts = new Map<string | undefined, File>();
    for (const file of alike) {
      const digest = digests.get(file);
      const first = firsts.get(digest);
      if (first === undefined) firsts.set(digest, file);
      else twins.set(file, first);
    }
  }
  return twins;
}

async function digestOf(file: File): Promise<string> {
  const head = await file.slice(0, PROBE_BYTES).arrayBuffer();
  if (file.size <= PROBE_BYTES) return sha256Hex(new Uint8Array(head));
  const tail = await file.slice(file.size - PROBE_BYTES).arrayBuffer();
  return sha256Hex(new Uint8Array(head)) + sha256Hex(new Uint8Array(tail));
}

/** The digests of files, several read at a time. */
async function digestsOf(files: readonly File[]): Promise<Map<File, string>> {
  const digests = new Map<File, string>();
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) digests.set(file, await digestOf(file));
  };
  await Promise.all(Array.from({ length: READS_AT_A_TIME }, work));
  return digests;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
