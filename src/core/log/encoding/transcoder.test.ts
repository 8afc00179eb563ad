import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../bytes.ts";
import type { LineEnds, TextEncoding } from "../source-plan.ts";
import { textLayer } from "./transcoder.ts";

interface Layer {
  readonly encoding?: TextEncoding;
  readonly lineEnds?: LineEnds;
}

function through(layer: Layer, bytes: Uint8Array, cuts: readonly number[] = []): string {
  const made = textLayer(layer);
  if (made === undefined) throw new Error("no layer");
  const bounds = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  const parts = bounds.slice(1).map((end, i) => made.push(bytes.slice(bounds[i], end)));
  const all = [...parts, made.finish()].flatMap((part) => [...part]);
  return decodeUtf8(Uint8Array.from(all));
}

const layers: readonly Layer[] = [
  { encoding: "utf-16le" },
  { encoding: "utf-16be" },
  { encoding: "windows-1252" },
  { lineEnds: "cr" },
  { encoding: "utf-16le", lineEnds: "cr" },
];
const bytes = fc.uint8Array({ maxLength: 60 });
const tricky = fc
  .array(fc.constantFrom(0x0d, 0x0a, 0x41, 0x00, 0xd8, 0x3d, 0xde, 0xff, 0xfe, 0x80), { maxLength: 40 })
  .map((list) => Uint8Array.from(list));

test("any cutting gives the same text", () => {
  fc.assert(
    fc.property(fc.constantFrom(...layers), fc.oneof(bytes, tricky), fc.array(fc.nat(60)), (layer, all, cuts) => {
      const inside = cuts.filter((cut) => cut <= all.length);
      expect(through(layer, all, inside)).toBe(through(layer, all));
    }),
    { numRuns: 2000 },
  );
});

test("agrees with the platform's decoder on anything", () => {
  fc.assert(
    fc.property(fc.oneof(bytes, tricky), (all) => {
      expect(through({ encoding: "utf-16le" }, all)).toBe(new TextDecoder("utf-16le").decode(all));
    }),
    { numRuns: 2000 },
  );
});

test("windows-1252 has characters where latin-1 has controls", () => {
  const all = Uint8Array.of(0x41, 0x80, 0x84, 0x85, 0x96, 0x9f, 0x81, 0xa0, 0xfc, 0xff);
  expect(through({ encoding: "windows-1252" }, all)).toBe("A€„…–Ÿ\u0081\u00a0üÿ");
});

test("UTF-16 of the other byte order, with and without its mark", () => {
  const text = "zeit,änderung €𝄞\r\n";
  const units = [...text].flatMap((character) => [...character].flatMap((part) => part.split("")));
  const big = Uint8Array.from(units.flatMap((unit) => [unit.charCodeAt(0) >> 8, unit.charCodeAt(0) & 255]));
  expect(through({ encoding: "utf-16be" }, big)).toBe(text);
  expect(through({ encoding: "utf-16be" }, Uint8Array.of(0xfe, 0xff, ...big))).toBe(text);
});

test("lone carriage returns become line feeds, pairs stay", () => {
  expect(through({ lineEnds: "cr" }, encodeUtf8("a\rb\r\nc\r\rd\r"))).toBe("a\nb\r\nc\n\nd\n");
});

test("plain text needs no layer", () => {
  expect(textLayer({})).toBeUndefined();
});
