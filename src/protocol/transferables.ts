/**
 * Every buffer that a result holds, once each: what moves to the other side instead of being copied. The caller must own
 * them. Walks plain objects and arrays; views that share a buffer count once.
 */
export function transferables(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  collect(value, buffers);
  return [...buffers];
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (value instanceof ArrayBuffer) {
    if (value.byteLength > 0) buffers.add(value);
  } else if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength > 0) buffers.add(value.buffer);
  } else if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object") collect(item, buffers);
  } else if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    for (const item of Object.values(value)) if (typeof item === "object") collect(item, buffers);
  }
}
