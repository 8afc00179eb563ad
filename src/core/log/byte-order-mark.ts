/** 3 after a UTF-8 byte order mark at the start of a file, else 0. */
export function skipByteOrderMark(bytes: Uint8Array): number {
  return bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
