import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "../../bytes.ts";
import { detectSource } from "../detect.ts";
import type { SourcePlan } from "../source-plan.ts";
import { columnOfField, patternAt, patternPlaces, withPatternAt } from "../text/pattern-place.ts";
import { patternLines } from "./pattern-lines.ts";

function sample(name: string) {
  const head = new Uint8Array(readFileSync(join(import.meta.dirname, "../formats/samples", name)));
  const found = detectSource({ name, size: head.length, head });
  if (!found.ok) throw new Error(found.failure.message);
  return { head, plan: found.value.plan };
}

function first(outcome: ReturnType<typeof patternLines>): string {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return decodeUtf8(outcome.value.bytes).split("\n")[0];
}

test("lines of text inside an envelope are those without it", () => {
  const { head, plan } = sample("docker-logback.ndjson");
  expect(patternPlaces(plan)).toEqual([{ part: "own" }]);
  expect(first(patternLines(plan, { part: "own" }, head, true))).not.toMatch(/^\{/);
});

test("a prefix is tried on the lines as they are, and its fields are columns with an @", () => {
  const { head, plan } = sample("compose-logfmt.txt");
  const places = patternPlaces(plan);
  expect(places).toEqual([{ part: "envelope", at: 0 }]);
  expect(first(patternLines(plan, places[0], head, true))).toBe(decodeUtf8(head).split("\n")[0]);
  const content = plan.envelopes?.[0].content ?? "";
  expect(columnOfField(plan, places[0], content)).toBeNull();
  expect(columnOfField(plan, places[0], "pod")).toBe("@pod");
  const changed = withPatternAt(plan, places[0], "{line:rest}");
  expect(patternAt(changed, places[0])).toBe("{line:rest}");
  expect(patternAt(plan, places[0])).not.toBe("{line:rest}");
});

test("the pattern of other lines is tried on what no other format reads", () => {
  const pattern = "{time} {message:rest}";
  const plan: SourcePlan = { format: "ndjson", compression: "none", others: [{ format: "text", pattern }] };
  const [other] = patternPlaces(plan);
  expect(other).toEqual({ part: "other", at: 0 });
  const head = encodeUtf8('{"a":1}\n10:00 begin\n{"a":2}\n10:01 end\n');
  const lines = patternLines(plan, other, head, true);
  if (!lines.ok) throw new Error(lines.failure.message);
  expect(decodeUtf8(lines.value.bytes)).toBe("10:00 begin\n10:01 end\n");
  expect(columnOfField(plan, other, "time")).toBeNull();
});

test("another pattern that is none is told", () => {
  const plan = {
    format: "text",
    compression: "none",
    pattern: "{a:rest}",
    envelopes: [{ kind: "text", pattern: "{line", content: "line" }],
  } as const;
  expect(patternLines(plan, { part: "own" }, encodeUtf8("x\n"), true)).toMatchObject({
    ok: false,
    failure: { code: "R_PATTERN" },
  });
  expect(patternLines(plan, { part: "envelope", at: 0 }, encodeUtf8("x\n"), true).ok).toBe(true);
});
