import { expect, test } from "vitest";
import { encodeUtf8 } from "../../bytes.ts";
import { sniffText } from "./sniff-text.ts";

const TEXT = "time,request,event\n2023-01-29T08:42:22Z,r1,begin\n";

function utf16(text: string, high: 0 | 1): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    bytes[i * 2 + high] = text.charCodeAt(i) >> 8;
    bytes[i * 2 + 1 - high] = text.charCodeAt(i) & 255;
  }
  return bytes;
}

test("UTF-16 by its mark or by where its zeros are", () => {
  expect(sniffText(utf16(TEXT, 1)).encoding).toBe("utf-16le");
  expect(sniffText(utf16(TEXT, 0)).encoding).toBe("utf-16be");
  expect(sniffText(Uint8Array.of(0xff, 0xfe, ...utf16("日志", 1))).encoding).toBe("utf-16le");
  expect(sniffText(Uint8Array.of(0xfe, 0xff, ...utf16("日志", 0))).encoding).toBe("utf-16be");
  expect(sniffText(encodeUtf8(TEXT))).toEqual({ invalidShare: 0, invalidLines: 0 });
  expect(sniffText(Uint8Array.of(0, 1, 0, 0, 3, 0, 0, 9, 7, 0)).encoding).toBeUndefined();
});

test("NULs before the text are passed over, however many, in units of UTF-16", () => {
  const behind = (bytes: Uint8Array) => Uint8Array.of(...new Uint8Array(70_000), ...bytes);
  expect(sniffText(behind(encodeUtf8(TEXT.replaceAll("\n", "\r"))))).toEqual({
    lineEnds: "cr",
    invalidShare: 0,
    invalidLines: 0,
  });
  expect(sniffText(behind(utf16(TEXT, 1))).encoding).toBe("utf-16le");
  expect(sniffText(behind(utf16(TEXT, 0))).encoding).toBe("utf-16be");
});

test("lone carriage returns, if there is no line feed", () => {
  const old = TEXT.replaceAll("\n", "\r");
  expect(sniffText(encodeUtf8(old)).lineEnds).toBe("cr");
  expect(sniffText(utf16(old, 1))).toMatchObject({ encoding: "utf-16le", lineEnds: "cr" });
  expect(sniffText(encodeUtf8(TEXT.replaceAll("\n", "\r\n"))).lineEnds).toBeUndefined();
  expect(sniffText(encodeUtf8("a\rb")).lineEnds).toBeUndefined();
});

test("lines with bytes that are no UTF-8 are counted, a cut character is none", () => {
  const broken = Uint8Array.of(...encodeUtf8("good ü\nbad "), 0xfc, 0x0a, ...encodeUtf8("good €\n"));
  expect(sniffText(broken)).toMatchObject({ invalidLines: 1, invalidShare: 0.25 });
  const long = encodeUtf8(`${"x".repeat(65_534)}€ and on`);
  expect(sniffText(long).invalidLines).toBe(0);
});
