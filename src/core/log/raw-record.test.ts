import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { jaegerFormat } from "./formats/jaeger.ts";
import { rawRecord, rawUnits } from "./raw-record.ts";
import type { SourcePlan } from "./source-plan.ts";

const csv: SourcePlan = { format: "csv", compression: "none" };
const ndjson: SourcePlan = { format: "ndjson", compression: "none" };
const jaeger: SourcePlan = { format: "jaeger", compression: "none" };

function raw(plan: SourcePlan, text: string, skip: number, byteOffset = 0, atEnd = true): string {
  const outcome = rawRecord(plan, encodeUtf8(text), skip, byteOffset, atEnd);
  return outcome.ok ? outcome.value : outcome.failure.code;
}

test("skips physical lines and shows a CSV record with all its lines", () => {
  const text = 'a,b\r\n"x\ny",1\r\nlast,2';
  expect(raw(csv, text, 0)).toBe("a,b");
  expect(raw(csv, text, 1)).toBe('"x\ny",1');
  expect(raw(csv, text, 3)).toBe("last,2");
  expect(raw(csv, text, 4)).toBe("F_NO_LINE");
});

test("a record of text is shown with its stack trace, not with blank lines behind it", () => {
  const plan: SourcePlan = { format: "text", compression: "none", pattern: "{time:number} {message:rest}" };
  const text = "1 boom\n  at x\n\nCaused by: y\r\n\n2 ok\nend\n";
  expect(raw(plan, text, 0)).toBe("1 boom\n  at x\n\nCaused by: y");
  expect(raw(plan, text, 1)).toBe("  at x");
  expect(raw(plan, text, 5)).toBe("2 ok\nend");
  expect(raw(plan, text, 5, 0, false)).toBe("F_MORE");
  expect(raw(plan, text, 0, 0, false)).toBe("1 boom\n  at x\n\nCaused by: y");
});

test("NDJSON records are lines", () => {
  expect(raw(ndjson, '{"a":1}\n{"a":2}\n', 1)).toBe('{"a":2}');
});

test("asks for more when the bytes end too early", () => {
  expect(raw(csv, "a,b\nc", 1, 0, false)).toBe("F_MORE");
  expect(raw(csv, 'a,"b\nc', 0, 0, false)).toBe("F_MORE");
  expect(raw(ndjson, '{"a"', 0, 0, false)).toBe("F_MORE");
  expect(raw(ndjson, "{}\n", 3, 0, false)).toBe("F_MORE");
  expect(raw(jaeger, '{"data":[{"spans":[{', 0, 0, false)).toBe("F_MORE");
});

test("counts spans in a Jaeger document, from its beginning or from a known element", () => {
  const element = (...ids: string[]) => JSON.stringify({ spans: ids.map((spanID) => ({ spanID })) });
  const document = `{"data":[${element("a", "b")},7,${element("c")}],"total":0}`;
  const at = document.indexOf(element("c"));
  expect(JSON.parse(raw(jaeger, document, 1))).toEqual({ spanID: "b" });
  expect(raw(jaeger, document, 2)).toBe("7");
  expect(JSON.parse(raw(jaeger, document, 3))).toEqual({ spanID: "c" });
  expect(JSON.parse(raw(jaeger, document.slice(at), 0, at))).toEqual({ spanID: "c" });
  expect(raw(jaeger, document, 4)).toBe("F_NO_LINE");
});

test("many spans are read in one pass, whatever their order", () => {
  const document =
    '{"data":[{"traceID":"t","spans":[{"spanID":"a"},{"spanID":"b"}]},7,{"traceID":"u","spans":[{"spanID":"c"}]}]}';
  const skips = [3, 0, 9, 2, 1];
  const bytes = encodeUtf8(document);
  expect(rawUnits(jaegerFormat, bytes, skips, 0, true)).toEqual(
    skips.map((skip) => rawRecord(jaeger, bytes, skip, 0, true)),
  );
});
