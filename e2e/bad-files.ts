import type { Page } from "@playwright/test";

/** Parts of a file that is made in the page: base64 of bytes, times how often they come. */
export interface FilePart {
  readonly base64: string;
  readonly times?: number;
}

export const textPart = (text: string, times = 1): FilePart => bytesPart(Buffer.from(text), times);

export const bytesPart = (bytes: Uint8Array, times = 1): FilePart => ({
  base64: Buffer.from(bytes).toString("base64"),
  times,
});

/**
 * Hands a file to the app that is made in the page out of few bytes: a Blob of Blobs refers to the same bytes again and
 * again, so that gigabytes take no disk and next to no memory.
 */
export async function chooseMadeFile(page: Page, name: string, parts: readonly FilePart[]): Promise<void> {
  await page.evaluate(
    ({ name, parts }) => {
      const blobs = parts.map(({ base64, times = 1 }) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        // Sixteen of sixteen of …: few parts at every level.
        let blob = new Blob([bytes]);
        const powers: Blob[] = [];
        for (let left = times; left > 0; left = Math.floor(left / 16)) {
          for (let i = left % 16; i > 0; i--) powers.push(blob);
          blob = new Blob(new Array(16).fill(blob));
        }
        return new Blob(powers);
      });
      const transfer = new DataTransfer();
      transfer.items.add(new File(blobs, name, { lastModified: 1_700_000_000_000 }));
      const input = document.querySelector<HTMLInputElement>('[data-testid="file-input"]');
      if (input === null) throw new Error("no file input");
      input.files = transfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { name, parts: [...parts] },
  );
}
