import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import { skipByteOrderMark } from "./byte-order-mark.ts";
import { linesWithNul, skipNuls } from "./nul-bytes.ts";
import type { SourceFormat } from "./source-plan.ts";
import { xmlTags } from "./xml-tags.ts";

/** A JSON document by its format, JSON lines, or any other text. */
export type FileKind = SourceFormat | "text";

const LINE_FEED = 0x0a;
const LESS = 0x3c;
/** Enough to see the structure of a JSON document. */
const LOOK_BYTES = 1 << 16;
/** More control characters than this share are no text, and more than one: a short log may have its first NUL. */
const MAX_CONTROL_SHARE = 0.01;
/** Lines with NULs inside are accidents; in binary data most of what lies between line feeds has some. */
const MAX_NUL_LINE_SHARE = 0.5;
/** In the header of the first file. */
const TAR_MAGIC = encodeUtf8("ustar");
const TAR_MAGIC_AT = 257;

const MAGICS: readonly [string, readonly number[]][] = [
  ["a zip archive: unpack it first", [0x50, 0x4b, 0x03, 0x04]],
  ["compressed with zstd: unpack it first", [0x28, 0xb5, 0x2f, 0xfd]],
  ["compressed with xz: unpack it first", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["compressed with bzip2: unpack it first", [0x42, 0x5a, 0x68]],
  ["compressed twice with gzip: unpack it once first", [0x1f, 0x8b]],
  ["a Parquet file inside another compression: unpack it first", [0x50, 0x41, 0x52, 0x31]],
  ["an SQLite database: export a table of it as CSV first", [...encodeUtf8("SQLite format 3\0")]],
  ["UTF-16 text: save it as UTF-8 first", [0xff, 0xfe]],
  ["UTF-16 text: save it as UTF-8 first", [0xfe, 0xff]],
];

/** JSON documents by what stands in them, in this order. A quote inside a text is escaped, so that no text is taken for a key. */
const JSON_KINDS: readonly [SourceFormat, (text: string) => boolean][] = [
  ["jaeger", (text) => /"traceID"\s*:/.test(text) && /"(?:spans|operationName)"\s*:/.test(text)],
  ["jaeger", (text) => /^\{\s*"data"\s*:\s*\[/.test(text) && /"spans"\s*:/.test(text)],
  ["otlp", (text) => /"(?:resource|scope)_?(?:Spans|Logs|spans|logs)"\s*:/.test(text)],
  ["otlp", (text) => /"(?:batches|instrumentationLibrarySpans)"\s*:/.test(text) && /"spans"\s*:/.test(text)],
  ["har", (text) => /^\{\s*"log"\s*:\s*\{/.test(text) && /"(?:creator|entries|pages)"\s*:/.test(text)],
  ["chrome-trace", (text) => /"traceEvents"\s*:/.test(text)],
  ["chrome-trace", (text) => text.startsWith("[") && /"ph"\s*:\s*"/.test(text) && /"(?:ts|pid)"\s*:/.test(text)],
  ["zipkin", (text) => /"traceId"\s*:/.test(text) && /"id"\s*:/.test(text) && /"localEndpoint"\s*:/.test(text)],
  ["zipkin", (text) => /^\[[\s[]*\{/.test(text) && /"traceId"\s*:/.test(text) && /"id"\s*:/.test(text)],
];

/**
 * What kind of file the first bytes (already inflated) are of. Failures: I_EMPTY, I_BINARY, I_UNSUPPORTED, each with
 * what to do about it.
 */
export function fileKind(head: Uint8Array): Outcome<FileKind> {
  const start = skipByteOrderMark(head);
  let first = start;
  while (first < head.length && head[first] <= 0x20) first++;
  if (start === head.length) return failure("I_EMPTY", "the file is empty");
  for (const [what, magic] of MAGICS) {
    if (magic.every((byte, i) => head[i] === byte)) return failure("I_UNSUPPORTED", `this is ${what}`);
  }
  if (TAR_MAGIC.every((byte, i) => head[TAR_MAGIC_AT + i] === byte)) {
    return failure("I_UNSUPPORTED", "this is a tar archive: unpack it first");
  }
  if (skipNuls(head, 0, head.length) === head.length) {
    const begins = `this is no text as far as it was looked at: its first ${head.length} bytes are NULs`;
    return failure("I_BINARY", `${begins}. If a log follows them (copytruncate), take them out first: tr -d '\\000'`);
  }
  if (isBinary(head)) return failure("I_BINARY", "this is no text: expected logs or traces (text, CSV, JSON, XES)");
  if (first === head.length) return failure("I_EMPTY", "there is nothing in the file but blank lines");
  if (head[first] === LESS && isEventLog(head, first)) return success("xes");
  if (head[first] !== 0x7b && !beginsArray(head, first)) return success("text");
  const text = decodeUtf8(head, first, Math.min(head.length, first + LOOK_BYTES));
  const known = JSON_KINDS.find(([, fits]) => fits(text));
  if (known !== undefined) return success(known[0]);
  const lineEnd = head.indexOf(LINE_FEED, first);
  const line = decodeUtf8(head, first, lineEnd < 0 ? head.length : lineEnd).trim();
  if (head[first] === 0x7b && line.endsWith("}")) return success("ndjson");
  // One long line that the sample cuts off may still be a record; a document over many lines is none.
  if (head[first] === 0x7b && lineEnd < 0) return success("ndjson");
  return failure(
    "I_UNSUPPORTED",
    "this JSON is neither one object per line (NDJSON) nor a trace (Jaeger, Zipkin, OTLP, Chrome, HAR)",
  );
}

/** "[" and then what JSON may hold; logs begin with "[2024-…", "[INFO]" or the code of a colour. */
function beginsArray(head: Uint8Array, first: number): boolean {
  if (head[first] !== 0x5b) return false;
  let at = first + 1;
  while (at < head.length && head[at] <= 0x20) at++;
  return at === head.length || head[at] === 0x7b || head[at] === 0x5b || head[at] === 0x5d || head[at] === 0x22;
}

/** Whether XML is an event log: its root is called so, whatever comments and instructions stand before it. */
function isEventLog(head: Uint8Array, first: number): boolean {
  for (const { name } of xmlTags(decodeUtf8(head, first, Math.min(head.length, first + LOOK_BYTES)))) {
    return name === "log";
  }
  return false;
}

/** NULs before the first line are passed over; others count once a run, as a crash leaves whole blocks of them. */
function isBinary(head: Uint8Array): boolean {
  const start = skipNuls(head, 0, head.length);
  const limit = Math.min(head.length, start + LOOK_BYTES);
  let control = 0;
  let nuls = 0;
  let lines = 1;
  for (let at = start; at < limit; at++) {
    const byte = head[at];
    if (byte === LINE_FEED) lines++;
    if (byte === 0) {
      nuls++;
      if (head[at - 1] !== 0) control++;
    }
    // Tab, line ends and escape (colours) are found in logs.
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b) control++;
  }
  if (nuls > 0 && linesWithNul(head, start, limit) > lines * MAX_NUL_LINE_SHARE) return true;
  return control > Math.max(1, (limit - start - nuls) * MAX_CONTROL_SHARE);
}
