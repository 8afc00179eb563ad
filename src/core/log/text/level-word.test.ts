import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { levelEnd } from "./level-word.ts";

test.each([
  ["INFO x", 4],
  ["Warning:", 7],
  ["err", 3],
  ["E0102", 1],
  ["X0102", -1],
  ["i0102", -1],
  ["information]", 11],
  ["informations", -1],
  ["hello", -1],
  ["1", -1],
  ["", -1],
])("%j ends at %d", (text, end) => {
  const bytes = encodeUtf8(text);
  expect(levelEnd(bytes, 0, bytes.length)).toBe(end);
});
