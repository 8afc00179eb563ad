import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import { stripColours } from "./text-colours.ts";

test.each([
  ["\u001b[32mINFO\u001b[0m ok", "INFO ok"],
  ["\u001b[1;31;40mx\u001b[m", "x"],
  ["a\u001b[38;5;12", "a"],
  ["a\u001bb\u001b", "a\u001bb\u001b"],
  ["\u001b[é", "é"],
  ["none", "none"],
])("%j → %j", (coloured, plain) => {
  const bytes = encodeUtf8(coloured);
  const target = new Uint8Array(bytes.length);
  expect(decodeUtf8(target, 0, stripColours(bytes, 0, bytes.length, target, 0))).toBe(plain);
});
