import type { ExportedFile } from "../../app/exports.ts";

/** An address is kept this long after its download has begun: browsers read the blob later than the click. */
const KEEP_MS = 60_000;

/** Starts one download per file. Resolves when all have begun. */
export async function downloadFiles(files: readonly ExportedFile[]): Promise<void> {
  for (const { name, content } of files) {
    const address = URL.createObjectURL(content);
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
    // Downloads that begin in one task replace each other in some browsers.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
