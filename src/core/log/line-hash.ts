const FIRST_MULTIPLIER = 0x9e3779b1;
const SECOND_MULTIPLIER = 0x85ebca77;
/** 2^32 and what is left of 53 bits above it. */
const WORD = 4_294_967_296;
const HIGH_BITS = 11;

/**
 * Hashes lines to 53 bits, which a double holds exactly: two lanes of 32 bits over words of four bytes, each finished by a
 * round of MurmurHash3 (public domain). A line of less than four bytes is never the same as one of more.
 */
export class LineHash {
  /** The array seen last and a view of it: a reader passes the same one for a whole slice. */
  private viewed: Uint8Array = new Uint8Array(0);
  private view: DataView = new DataView(this.viewed.buffer);

  /** A whole number from 1 to 2^53 − 1; the same for the same bytes wherever they stand. */
  of(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.viewed) {
      this.viewed = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const { view } = this;
    let first = end - start;
    let second = ~first;
    const lastWord = end - 4;
    if (lastWord < start) {
      for (let at = start; at < end; at++) {
        first = Math.imul(first ^ bytes[at], FIRST_MULTIPLIER);
        second = Math.imul(second ^ bytes[at], SECOND_MULTIPLIER);
      }
    } else {
      for (let at = start; at < lastWord; at += 4) {
        const word = view.getInt32(at, true);
        first = Math.imul(first ^ word, FIRST_MULTIPLIER);
        first ^= first >>> 15;
        second = Math.imul(second ^ word, SECOND_MULTIPLIER);
        second ^= second >>> 13;
      }
      const word = view.getInt32(lastWord, true);
      first = Math.imul(first ^ word, FIRST_MULTIPLIER);
      second = Math.imul(second ^ word, SECOND_MULTIPLIER);
    }
    return (finished(second) >>> HIGH_BITS) * WORD + finished(first) + 1;
  }
}

function finished(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
