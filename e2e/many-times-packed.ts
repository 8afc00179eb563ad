import { constants, deflateRawSync, gzipSync } from "node:zlib";
import { Crc32 } from "../src/core/log/archive/crc32.ts";
import { bytesPart, type FilePart } from "./bad-files.ts";

/** A packed file of gigabytes out of few bytes: a text, then another one many times. Less than 4 GiB, unpacked. */
export function manyTimesPacked(kind: "gzip" | "zip", first: string, repeated: string, times: number): FilePart[] {
  const [head, text] = [Buffer.from(first), Buffer.from(repeated)];
  if (kind === "gzip") return [bytesPart(gzipSync(head)), bytesPart(gzipSync(text), times)];
  // Deflate that is flushed ends at a byte and refers to nothing before it: blocks can stand one behind the other.
  const flushed = (bytes: Buffer) => deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  const [packedHead, packedText, end] = [flushed(head), flushed(text), Buffer.from([3, 0])];
  const crc = new Crc32();
  crc.update(head);
  for (let i = 0; i < times; i++) crc.update(text);
  const packedBytes = packedHead.length + packedText.length * times + end.length;
  const name = Buffer.from("many.ndjson");
  const common = (header: Buffer, at: number) => {
    header.writeUInt16LE(20, at);
    header.writeUInt16LE(8, at + 4);
    header.writeUInt32LE(crc.value >>> 0, at + 10);
    header.writeUInt32LE(packedBytes, at + 14);
    header.writeUInt32LE(head.length + text.length * times, at + 18);
    header.writeUInt16LE(name.length, at + 22);
  };
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  common(local, 4);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  common(entry, 6);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(1, 8);
  last.writeUInt16LE(1, 10);
  last.writeUInt32LE(entry.length + name.length, 12);
  last.writeUInt32LE(local.length + name.length + packedBytes, 16);
  const front = Buffer.concat([local, name, packedHead]);
  return [bytesPart(front), bytesPart(packedText, times), bytesPart(Buffer.concat([end, entry, name, last]))];
}
