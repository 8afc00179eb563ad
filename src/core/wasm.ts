/** The little of the WebAssembly interface that is used: core is compiled without the browser's types. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

/** Linear memory, as a module exports it. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export const WASM_PAGE_BYTES = 65_536;

/**
 * Exports of a new instance of a small module, written as rows of hexadecimal digits. Null where there is no
 * WebAssembly, no SIMD, or a policy against it: the caller then goes the way without.
 */
export function instantiateHex<Exports extends object>(hexRows: readonly string[]): Exports | null {
  const host = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
  const hex = hexRows.join("");
  const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
  if (host === undefined || !host.validate(bytes)) return null;
  try {
    return new host.Instance(new host.Module(bytes)).exports as Exports;
  } catch {
    return null;
  }
}
