import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../bytes.ts";
import type { ElementPlaces } from "./element-places.ts";
import { ElementScanner } from "./element-scanner.ts";
import { otlpExport } from "./formats/otlp-elements.ts";
import { zipkinTrace } from "./formats/zipkin-elements.ts";
import { BlockFramer } from "./framing.ts";
import { jaegerTrace } from "./jaeger-trace.ts";

/** "element" or "context > element", in order. */
function found(places: ElementPlaces, text: string, carry?: string): string[] {
  const bytes = encodeUtf8(text);
  const scanner = new ElementScanner(places, carry);
  const elements: string[] = [];
  for (let at = 0; ; ) {
    at = scanner.next(bytes, at, bytes.length);
    if (at < 0) return elements;
    const context = scanner.context === null ? "" : `${decodeUtf8(scanner.context)} > `;
    elements.push(context + decodeUtf8(bytes, scanner.elementStart, scanner.elementEnd));
  }
}

const jaeger = jaegerTrace.places;
const otlp = otlpExport.places;
const zipkin = zipkinTrace.places;

test("elements of an array by its key, at its depth only", () => {
  expect(found(jaeger, '{"x":{"data":[1]},"y":"data","data" : [ {"a":[1]} ,2, "]"],"data":[3]}')).toEqual([
    '{"a":[1]}',
    "2",
    '"]"',
  ]);
  expect(found(jaeger, '[{"a":1},[2]] [3]')).toEqual(['{"a":1}', "[2]"]);
  expect(found(jaeger, ' {"x":[{"spans":1}],"spans":[{}]} ')).toEqual(['{"x":[{"spans":1}],"spans":[{}]}']);
  expect(found(jaeger, '{"data":{"spans":[]}}')).toEqual([]);
});

test("the context of elements ends with the object that has it", () => {
  const spans = (name: string) => `"scopeSpans":[{"spans":[{"n":"${name}"}]},{"spans":[]}]`;
  const text = `{"resourceSpans":[{"resource":{"r":1},${spans("a")}},{"resource":null,"z":{"y":[]},${spans("b")}}]}`;
  expect(found(otlp, text)).toEqual(['{"r":1} > {"n":"a"}', `{"resource":null,"z":{"y":[]},${spans("b")}}`]);
});

test("documents follow one another; a line that begins one ends what was open", () => {
  expect(found(zipkin, '{"id":1}\n{"x":2}\n[{"id":3},[4]]\n[]{"traceId":5}')).toEqual([
    '{"id":1}',
    '{"id":3}',
    "[4]",
    '{"traceId":5}',
  ]);
  const line = '{"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[{"n":1}]}]}]}';
  const cut = '{"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[{"n":"x\\';
  expect(found(otlp, `${cut}\n${line}\n${line}`)).toEqual(['{"n":"x\\\n', '{} > {"n":1}', '{} > {"n":1}']);
});

test("goes on from what another scanner carries", () => {
  const text =
    '{"resourceSpans":[{"resource":{"r":1},"scopeSpans":[{"spans":[{"n":1},{"n":2}]},{"spans":[{"n":3}]}]},{"scopeSpans":[{"spans":[4]}]}]}';
  const bytes = encodeUtf8(text);
  const scanner = new ElementScanner(otlp, undefined);
  let at = 0;
  for (const rest of found(otlp, text).keys()) {
    at = scanner.next(bytes, at, bytes.length);
    expect(found(otlp, text.slice(at), scanner.carry())).toEqual(found(otlp, text).slice(rest + 1));
  }
  expect(found(otlp, ',{"n":2}]},{"spans":[{"n":3}]}]}]}', "")).toEqual([' > {"n":2}', ' > {"n":3}']);
  expect(found(jaeger, "{},{}", "damaged")).toEqual([" > {}", " > {}"]);
});

test("an element of more than 64 MiB is a failure, not a growing buffer", () => {
  const framer = new BlockFramer({ format: "otlp", compression: "none" }, 8 << 20);
  const head = encodeUtf8('{"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[{"name":"');
  const codes: string[] = [];
  for (let i = 0; i < 11 && codes.length === 0; i++) {
    const chunk = new Uint8Array(8 << 20).fill(0x61);
    if (i === 0) chunk.set(head);
    const pushed = framer.push(chunk);
    if (!pushed.ok) codes.push(pushed.failure.code);
  }
  expect(codes).toEqual(["F_RECORD_SIZE"]);
});
