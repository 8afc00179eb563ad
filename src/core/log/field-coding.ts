import { DOUBLED_QUOTES, JSON_ESCAPES, RAW, ROUTE, TEXT_ESCAPES } from "./field-table.ts";
import { undoubleQuotes, unescapeJson } from "./json-string.ts";
import { maskRoute } from "./route-mask.ts";
import { unescapeText } from "./text-escapes.ts";

/**
 * Writes the value of a field written in one of the codings of `FieldTable`, bytes[start, end), to `target` at `at` and
 * returns the offset behind it: never more bytes than the field has. No allocation.
 */
export function decodeField(
  coding: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
): number {
  switch (coding) {
    case DOUBLED_QUOTES:
      return undoubleQuotes(bytes, start, end, target, at);
    case JSON_ESCAPES:
      return unescapeJson(bytes, start, end, target, at);
    case TEXT_ESCAPES:
      return unescapeText(bytes, start, end, target, at);
    case ROUTE:
      return maskRoute(bytes, start, end, target, at);
    case RAW:
      target.set(bytes.subarray(start, end), at);
      return at + end - start;
    default:
      throw new Error(`no coding ${coding}`);
  }
}
