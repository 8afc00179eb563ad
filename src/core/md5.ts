/** MD5 (RFC 1321) of a span of bytes: a stable order of requests, not security. */

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/** floor(|sin(i + 1)| · 2^32): the constants of RFC 1321, §3.4. Every engine's sine is exact enough for 32 bits of them. */
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 4294967296) | 0);

const block = new Int32Array(16);
const state = new Int32Array(4);

/**
 * First 8 hexadecimal digits of the digest as an unsigned 32-bit number (digest bytes read big-endian).
 * The six top bits (`>>> 26`) are the partition of a request.
 */
export function md5First32(bytes: Uint8Array, start: number, end: number): number {
  digest(bytes, start, end);
  return swap(state[0]) >>> 0;
}

/** The digest as 32 hexadecimal digits. */
export function md5Hex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  digest(bytes, start, end);
  let text = "";
  for (const word of state) text += (swap(word) >>> 0).toString(16).padStart(8, "0");
  return text;
}

function swap(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

function digest(bytes: Uint8Array, start: number, end: number): void {
  state[0] = 0x67452301;
  state[1] = 0xefcdab89;
  state[2] = 0x98badcfe;
  state[3] = 0x10325476;
  let at = start;
  for (; at + 64 <= end; at += 64) {
    for (let word = 0; word < 16; word++) {
      const b = at + word * 4;
      block[word] = bytes[b] | (bytes[b + 1] << 8) | (bytes[b + 2] << 16) | (bytes[b + 3] << 24);
    }
    transform();
  }
  const rest = end - at;
  block.fill(0);
  for (let i = 0; i < rest; i++) block[i >> 2] |= bytes[at + i] << ((i & 3) * 8);
  block[rest >> 2] |= 0x80 << ((rest & 3) * 8);
  if (rest >= 56) {
    transform();
    block.fill(0);
  }
  const length = end - start;
  block[14] = length << 3;
  block[15] = Math.floor(length / 0x20000000);
  transform();
}

function transform(): void {
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  for (let i = 0; i < 64; i++) {
    let mix: number;
    let word: number;
    if (i < 16) {
      mix = (b & c) | (~b & d);
      word = i;
    } else if (i < 32) {
      mix = (d & b) | (~d & c);
      word = (5 * i + 1) & 15;
    } else if (i < 48) {
      mix = b ^ c ^ d;
      word = (3 * i + 5) & 15;
    } else {
      mix = c ^ (b | ~d);
      word = (7 * i) & 15;
    }
    const sum = (a + mix + SINES[i] + block[word]) | 0;
    const shift = SHIFTS[((i >> 4) << 2) | (i & 3)];
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  state[0] = (state[0] + a) | 0;
  state[1] = (state[1] + b) | 0;
  state[2] = (state[2] + c) | 0;
  state[3] = (state[3] + d) | 0;
}
