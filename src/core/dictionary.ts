/**
 * Distinct byte strings in one arena, numbered 0 … n−1.
 *
 *     offsets  0    3      8
 *     bytes    a b c d e f g h      entry 0 = "abc", entry 1 = "defgh"
 */
export interface Dictionary {
  readonly bytes: Uint8Array;
  /** Length n + 1, in bytes. */
  readonly offsets: Uint32Array;
}
