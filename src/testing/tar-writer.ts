import { encodeUtf8 } from "../core/bytes.ts";

export interface TarFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** How a path longer than 100 bytes is written, or any path if asked for. */
  readonly names?: "ustar" | "gnu" | "pax";
  readonly type?: string;
}

const BLOCK = 512;

/** A tar of files, for tests: ustar headers, GNU or pax names, two blocks of zeros at the end. */
export function writeTar(files: readonly TarFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { path, bytes, names = "ustar", type = "0" } of files) {
    if (names === "gnu") {
      const name = encodeUtf8(`${path}\0`);
      parts.push(header("././@LongLink", name.length, "L"), padded(name));
    } else if (names === "pax") {
      const words = encodeUtf8(paxRecord("path", path) + paxRecord("mtime", "1674981742.25"));
      parts.push(header("PaxHeaders/x", words.length, "x"), padded(words));
    }
    parts.push(header(names === "ustar" ? path : path.slice(-90), bytes.length, type), padded(bytes));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return joined(parts);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function header(path: string, size: number, type: string): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (text: string, at: number) => block.set(encodeUtf8(text), at);
  const octal = (value: number, width: number) => value.toString(8).padStart(width - 1, "0");
  const name = encodeUtf8(path);
  const cut = name.length > 100 ? path.indexOf("/", path.length - 100) : -1;
  put(cut < 0 ? path : path.slice(cut + 1), 0);
  if (cut >= 0) put(path.slice(0, cut), 345);
  put(octal(0o644, 8), 100);
  put(octal(size, 12), 124);
  put(octal(1_674_981_742, 12), 136);
  put("        ", 148);
  put(type, 156);
  put("ustar\x0000", 257);
  put(
    octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    ),
    148,
  );
  block[154] = 0;
  return block;
}

function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = encodeUtf8(rest).length;
  let length = bytes + String(bytes).length;
  length = bytes + String(length).length;
  return `${length}${rest}`;
}

function padded(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK);
  whole.set(bytes);
  return whole;
}
