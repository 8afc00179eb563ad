const POLYNOMIAL = 0xedb88320;
/** Tables for four bytes at a time. */
const TABLES = Array.from({ length: 4 }, () => new Uint32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) !== 0 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  TABLES[0][byte] = value;
}
for (let table = 1; table < 4; table++) {
  for (let byte = 0; byte < 256; byte++) {
    const before = TABLES[table - 1][byte];
    TABLES[table][byte] = (before >>> 8) ^ TABLES[0][before & 0xff];
  }
}
const [T0, T1, T2, T3] = TABLES;

/** The checksum of gzip and zip (ISO 3309) of bytes that come in pieces. */
export class Crc32 {
  private state = 0xffffffff;

  update(bytes: Uint8Array): void {
    let state = this.state;
    let at = 0;
    for (const whole = bytes.length - 3; at < whole; at += 4) {
      state ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
      state = T3[state & 0xff] ^ T2[(state >>> 8) & 0xff] ^ T1[(state >>> 16) & 0xff] ^ T0[state >>> 24];
    }
    for (; at < bytes.length; at++) state = T0[(state ^ bytes[at]) & 0xff] ^ (state >>> 8);
    this.state = state;
  }

  /** Unsigned. */
  get value(): number {
    return ~this.state >>> 0;
  }
}
