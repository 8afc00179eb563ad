/** MD5 (RFC 1321) of a span of bytes: a stable order of requests, not security. */

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

/** One block. Four steps a turn, so that the four words change roles without being moved. */
function transform(): void {
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  for (let i = 0; i < 16; i += 4) {
    a = (rotate(a + ((b & c) | (~b & d)) + SINES[i] + block[i], 7) + b) | 0;
    d = (rotate(d + ((a & b) | (~a & c)) + SINES[i + 1] + block[i + 1], 12) + a) | 0;
    c = (rotate(c + ((d & a) | (~d & b)) + SINES[i + 2] + block[i + 2], 17) + d) | 0;
    b = (rotate(b + ((c & d) | (~c & a)) + SINES[i + 3] + block[i + 3], 22) + c) | 0;
  }
  for (let i = 16; i < 32; i += 4) {
    const word = 5 * i + 1;
    a = (rotate(a + ((d & b) | (~d & c)) + SINES[i] + block[word & 15], 5) + b) | 0;
    d = (rotate(d + ((c & a) | (~c & b)) + SINES[i + 1] + block[(word + 5) & 15], 9) + a) | 0;
    c = (rotate(c + ((b & d) | (~b & a)) + SINES[i + 2] + block[(word + 10) & 15], 14) + d) | 0;
    b = (rotate(b + ((a & c) | (~a & d)) + SINES[i + 3] + block[(word + 15) & 15], 20) + c) | 0;
  }
  for (let i = 32; i < 48; i += 4) {
    const word = 3 * i + 5;
    a = (rotate(a + (b ^ c ^ d) + SINES[i] + block[word & 15], 4) + b) | 0;
    d = (rotate(d + (a ^ b ^ c) + SINES[i + 1] + block[(word + 3) & 15], 11) + a) | 0;
    c = (rotate(c + (d ^ a ^ b) + SINES[i + 2] + block[(word + 6) & 15], 16) + d) | 0;
    b = (rotate(b + (c ^ d ^ a) + SINES[i + 3] + block[(word + 9) & 15], 23) + c) | 0;
  }
  for (let i = 48; i < 64; i += 4) {
    const word = 7 * i;
    a = (rotate(a + (c ^ (b | ~d)) + SINES[i] + block[word & 15], 6) + b) | 0;
    d = (rotate(d + (b ^ (a | ~c)) + SINES[i + 1] + block[(word + 7) & 15], 10) + a) | 0;
    c = (rotate(c + (a ^ (d | ~b)) + SINES[i + 2] + block[(word + 14) & 15], 15) + d) | 0;
    b = (rotate(b + (d ^ (c | ~a)) + SINES[i + 3] + block[(word + 21) & 15], 21) + c) | 0;
  }
  state[0] = (state[0] + a) | 0;
  state[1] = (state[1] + b) | 0;
  state[2] = (state[2] + c) | 0;
  state[3] = (state[3] + d) | 0;
}

function rotate(sum: number, shift: number): number {
  return (sum << shift) | (sum >>> (32 - shift));
}
