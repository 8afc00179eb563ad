import { ArchiveTrouble, corrupt } from "./archive-trouble.ts";
import { Crc32 } from "./crc32.ts";

const TRAILER_BYTES = 8;
/** Of earlier pieces: a trailer, and the header behind it, which is known as such when all of it is there. */
const KEPT_BYTES = 4096;

/**
 * Checks the trailers of the members of a gzip file (checksum and length of what was packed), which streaming inflaters
 * pass over. It sees the packed bytes, the inflated ones, and where each further member begins; it throws
 * `ArchiveTrouble` where a trailer is wrong.
 */
export class GzipTrailers {
  private crc = new Crc32();
  private length = 0;
  /** Packed bytes seen so far, and the last of them. */
  private seen = 0;
  private recent: Uint8Array = new Uint8Array(0);

  /** Packed bytes, before they are inflated. */
  packed(bytes: Uint8Array): void {
    const kept = Math.min(this.recent.length, KEPT_BYTES);
    const recent = new Uint8Array(kept + bytes.length);
    recent.set(this.recent.subarray(this.recent.length - kept));
    recent.set(bytes, kept);
    this.recent = recent;
    this.seen += bytes.length;
  }

  inflated(bytes: Uint8Array): void {
    this.crc.update(bytes);
    this.length += bytes.length;
  }

  /** A member begins at this offset: what was inflated before belongs to the one that ends there. */
  memberBegins(offset: number): void {
    // Behind a header of many kilobytes the trailer is out of sight: the inflater would have stumbled on what is worse.
    if (this.placeOf(offset) >= 0) this.check(offset);
    this.crc = new Crc32();
    this.length = 0;
  }

  finish(): void {
    this.check(this.seen);
  }

  /** Position of the trailer that ends at an offset of the packed bytes; negative if it is out of sight. */
  private placeOf(end: number): number {
    return this.recent.length - (this.seen - end) - TRAILER_BYTES;
  }

  private check(end: number): void {
    const at = this.placeOf(end);
    if (at < 0) throw new ArchiveTrouble(corrupt("its gzip data end before their checksum"));
    const view = new DataView(this.recent.buffer, this.recent.byteOffset + at, TRAILER_BYTES);
    const isRight = view.getUint32(0, true) === this.crc.value && view.getUint32(4, true) === this.length % 2 ** 32;
    if (!isRight) throw new ArchiveTrouble(corrupt("the checksum of its gzip data is wrong"));
  }
}
