import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { isPlaceholder, isPlaceholderRequest } from "./placeholder.ts";

const request = (text: string) => isPlaceholderRequest(encodeUtf8(text), 0, encodeUtf8(text).length);
const value = (text: string) => isPlaceholder(encodeUtf8(text), 0, encodeUtf8(text).length);

test.each(["", "-", "0", "null", "NULL", "None", "-1", "0000000000000000", "00000000-0000-0000-0000-000000000000"])(
  "%j is no request id",
  (text) => {
    expect(request(text)).toBe(true);
  },
);

test.each(["1", "00000000000000a0", "nulls", "noon", "n", "0x0", "r-0", "-x"])("%j is a request id", (text) => {
  expect(request(text)).toBe(false);
});

test("a joined id is a placeholder only if all its parts are", () => {
  expect(request("0\u001f-")).toBe(true);
  expect(request("null\u001f000")).toBe(true);
  expect(request("0\u001f7")).toBe(false);
  expect(request("-\u001fr1")).toBe(false);
});

test("other values may be zeros", () => {
  expect(value("-")).toBe(true);
  expect(value("000")).toBe(false);
});
