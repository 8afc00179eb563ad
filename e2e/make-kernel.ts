import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { main as compile } from "assemblyscript/asc";

const CORE = join(import.meta.dirname, "../src/core");

/** A kernel in AssemblyScript (`path`.as), committed compiled (`path`-bytes.ts) as the constant `name`. */
export interface Kernel {
  readonly path: string;
  readonly name: string;
}

export const KERNELS: readonly Kernel[] = [
  { path: "model/pair-kernel", name: "PAIR_KERNEL_HEX" },
  { path: "log/byte-marks", name: "BYTE_MARKS_HEX" },
  { path: "log/csv-coder", name: "CSV_CODER_HEX" },
];

/** `npm run kernel`: compiles the kernels. The results are committed, so that building needs no compiler. */
export async function main(): Promise<number> {
  for (const kernel of KERNELS) {
    const text = await kernelModule(kernel);
    await writeFile(join(CORE, `${kernel.path}-bytes.ts`), text);
    console.log(`${kernel.path}-bytes.ts: ${text.length} characters`);
  }
  return 0;
}

/** The text of the committed module, made from the source. Throws with the compiler's message. */
export async function kernelModule({ path, name }: Kernel): Promise<string> {
  const bytes = await compileKernel(path);
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 32) {
    rows.push(`  "${Buffer.from(bytes.subarray(at, at + 32)).toString("hex")}",`);
  }
  return [
    `/** Compiled from ${path.split("/")[1]}.as by \`npm run kernel\`: a WebAssembly module, 32 bytes a row. */`,
    `export const ${name}: readonly string[] = [`,
    ...rows,
    "];",
    "",
  ].join("\n");
}

async function compileKernel(path: string): Promise<Uint8Array> {
  const source = await readFile(join(CORE, `${path}.as`), "utf8");
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
