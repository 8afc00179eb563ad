import { transfer } from "comlink";

/** Marks an argument whose buffers change hands with the call; they are unusable here afterwards. */
export function move<T extends object>(value: T, buffers: ArrayBuffer[]): T {
  return transfer(value, buffers);
}
