import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { main as compile } from "assemblyscript/asc";

const FOLDER = join(import.meta.dirname, "../src/core/model");

/** `npm run kernel`: compiles the sieve's kernel. The result is committed, so that building needs no compiler. */
export async function main(): Promise<number> {
  const text = kernelModule(await compileKernel());
  await writeFile(join(FOLDER, "pair-kernel-bytes.ts"), text);
  console.log(`pair-kernel-bytes.ts: ${text.length} characters`);
  return 0;
}

/** The WebAssembly module made from pair-kernel.as. Throws with the compiler's message. */
export async function compileKernel(): Promise<Uint8Array> {
  const source = await readFile(join(FOLDER, "pair-kernel.as"), "utf8");
  let binary: Uint8Array | null = null;
  const { error, stderr } = await compile(
    ["kernel.ts", "-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--outFile", "kernel.wasm"],
    {
      readFile: (name) => (name === "kernel.ts" ? source : null),
      writeFile: (name, contents) => {
        if (name === "kernel.wasm" && contents instanceof Uint8Array) binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null) throw new Error(`${error.message}\n${stderr.toString()}`);
  if (binary === null) throw new Error("the compiler wrote nothing");
  return binary;
}

/** The text of pair-kernel-bytes.ts. */
export function kernelModule(bytes: Uint8Array): string {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 32) {
    rows.push('  "' + Buffer.from(bytes.subarray(at, at + 32)).toString("hex") + '",');
  }
  return [
    "/** Compiled from pair-kernel.as by `npm run kernel`: a WebAssembly module, 32 bytes a row. */",
    "export const PAIR_KERNEL_HEX: readonly string[] = [",
    ...rows,
    "];",
    "",
  ].join("\n");
}
