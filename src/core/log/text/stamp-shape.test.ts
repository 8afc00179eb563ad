import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { matchStampShape, parseStampShape } from "./stamp-shape.ts";

/** The stamp at the start of a text, "none", or why the form is none. */
function stamp(form: string, text: string): string {
  const shape = parseStampShape(form);
  if (!shape.ok) return shape.failure.message;
  const bytes = encodeUtf8(text);
  const end = matchStampShape(shape.value, bytes, 0, bytes.length);
  return end < 0 ? "none" : text.slice(0, end);
}

test.each([
  ["yyyy-MM-dd'T'HH:mm:ss[.SSS]Z", "2024-01-02T03:04:05Z rest", "2024-01-02T03:04:05Z"],
  ["yyyy-MM-dd'T'HH:mm:ss[.SSS]Z", "2024-01-02T03:04:05.123456789+01:00]", "2024-01-02T03:04:05.123456789+01:00"],
  ["yyyy-MM-dd'T'HH:mm:ss[.SSS]Z", "2024-01-02T03:04:05", "none"],
  ["yyyy-MM-dd HH:mm:ss,SSS", "2024-01-02  03:04:05,1 x", "2024-01-02  03:04:05,1"],
  ["MMM d HH:mm:ss", "Oct  1 22:14:15 host", "Oct  1 22:14:15"],
  ["MMM d HH:mm:ss", "Oct 111 22:14:15", "none"],
  ["dd/MMM/yyyy:HH:mm:ss Z", "10/Oct/2000:13:55:36 -0700] x", "10/Oct/2000:13:55:36 -0700"],
  ["hh:mm:ss a", "01:02:03 PM x", "01:02:03 PM"],
  ["hh:mm:ss a", "01:02:03 XM", "none"],
  ["EEE, d MMMM yyyy", "Monday, 3 October 2022", "Monday, 3 October 2022"],
  ["HH''mm", "12'30", "12'30"],
  ["HH:mm Z", "12:30 CEST", "12:30 CEST"],
  ["HH:mm Z", "12:30 +2", "none"],
  ["yyyyy", "", "yyyyy means nothing in a time: put words into quotes, as in 'T'"],
  ["HH'mm", "", "a quote of the time is not closed"],
  ["HH]mm", "", "] of the time has no partner, or stands inside [ ]"],
  ["HH[mm[ss]]", "", "[ of the time has no partner, or stands inside [ ]"],
  ["EEE", "", "a time needs digits, for example HH:mm:ss"],
])("%s in %j", (form, text, expected) => {
  expect(stamp(form, text)).toBe(expected);
});
