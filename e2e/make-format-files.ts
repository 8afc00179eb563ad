import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { shopFiles } from "../src/samples/format-writers/shop-files.ts";
import { shopSystem } from "../src/samples/shop-system.ts";
import { planSystem } from "../src/samples/system-plan.ts";

const OPTIONS = { requests: 1000, seed: 1, meanGapNs: 4e6 };

/** `npm run formats -- DIR`: writes one run of a small shop into DIR, once per format. The same bytes on every run. */
export async function main(args: string[]): Promise<number> {
  const [folder] = args;
  if (folder === undefined) {
    console.error("Say where to: npm run formats -- DIR");
    return 1;
  }
  await mkdir(folder, { recursive: true });
  const files = shopFiles(planSystem(shopSystem()), OPTIONS, (columns) => {
    return new Uint8Array(parquetWriteBuffer({ columnData: [...columns] }));
  });
  for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
  console.log(`Wrote ${files.length} files of the same ${OPTIONS.requests} requests to ${folder}`);
  return 0;
}
