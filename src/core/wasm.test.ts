import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { KERNELS, kernelModule } from "../../e2e/make-kernel.ts";
import { BYTE_MARKS_HEX } from "./log/byte-marks-bytes.ts";
import { instantiateHex } from "./wasm.ts";

describe("a kernel", () => {
  it.each(KERNELS)("is what its source says: $path", async (kernel) => {
    const committed = readFileSync(join(import.meta.dirname, `${kernel.path}-bytes.ts`), "utf8");
    expect(await kernelModule(kernel)).toBe(committed);
  });

  it("is none without WebAssembly, and where a module is not understood", () => {
    expect(instantiateHex(BYTE_MARKS_HEX)).not.toBe(null);
    expect(instantiateHex(["0061736d02000000"])).toBe(null);
    vi.stubGlobal("WebAssembly", undefined);
    expect(instantiateHex(BYTE_MARKS_HEX)).toBe(null);
    vi.unstubAllGlobals();
  });
});
