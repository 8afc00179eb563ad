import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * Bytes of JavaScript, gzipped, that the page loads before it does anything: the scripts and module preloads named by
 * index.html and everything these import statically.
 */
export async function initialScriptBytes(folder: string): Promise<number> {
  const html = await readFile(join(folder, "index.html"), "utf8");
  const queue = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map((match) => match[1]);
  const seen = new Set<string>();
  let bytes = 0;
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const text = await readFile(join(folder, path), "utf8");
    bytes += gzipSync(text, { level: 9 }).length;
    // Bundled code: `import{a}from"./x.js"` and `import"./x.js"`, not `import("./x.js")`.
    for (const match of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g)) {
      queue.push(join(dirname(path), match[1]));
    }
  }
  if (seen.size === 0) throw new Error(`${folder}/index.html loads no script`);
  return bytes;
}
