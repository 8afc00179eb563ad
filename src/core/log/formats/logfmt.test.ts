import fc from "fast-check";
import { expect, test } from "vitest";
import { isConserved, readBlocks, readSliced, readWhole } from "../../../testing/sliced-reading.ts";
import { splitLine } from "../../../testing/split-line.ts";
import { encodeUtf8 } from "../../bytes.ts";
import { LogfmtSplitter } from "../logfmt-splitter.ts";
import type { SourcePlan } from "../source-plan.ts";

const NAMES = ["a", "b.c", "msg", "é"];

const read = (line: string) => splitLine(new LogfmtSplitter(NAMES), NAMES, line);

test.each([
  ["a=1 b.c=two", "a<1>b.c<two>"],
  ['msg="say \\"hi\\"\\n" a=', 'a<>msg<say "hi"\n>'],
  ["a=1 bare other=x=y", "a<1>"],
  ["a=x=y=z", "a<x=y=z>"],
  ["a=1 a=2", "a<2>"],
  ["é=ü", "é<ü>"],
  ["bare a=1", "not key=value at column 5: expected = behind the first key"],
  ["just some words", "not key=value at column 5: expected = behind the first key"],
  ["a=1 these are too many words", "not key=value at column 1: expected pairs of key=value"],
  ['a="open', "not key=value at column 8: expected a closing quote"],
  ['a="x"y', "not key=value at column 6: expected a blank behind a value in quotes"],
  ['a"b=1', "not key=value at column 2: expected = or a blank behind a key"],
  ["=1", "not key=value at column 1: expected a key"],
])("%s", (line, expected) => {
  expect(read(line)).toBe(expected);
});

test("what is written is read back", () => {
  const value = fc.string({ unit: "grapheme", maxLength: 10 });
  fc.assert(
    fc.property(fc.array(value, { minLength: NAMES.length, maxLength: NAMES.length }), (values) => {
      const line = values.map((value, at) => `${NAMES[at]}=${JSON.stringify(value)}`).join(" ");
      expect(read(line)).toBe(values.map((value, at) => `${NAMES[at]}<${value}>`).join(""));
    }),
  );
});

const plan: SourcePlan = {
  format: "logfmt",
  compression: "none",
  roles: {
    request: [{ column: "rid" }],
    time: { column: "ts", unit: "s" },
    task: [],
    label: [{ column: "msg" }],
    keys: [],
    attributes: [],
  },
};

test("panics belong to the line before them", () => {
  const text = 'ts=1 rid=r1 msg="go on"\npanic: x\n\n\tmain.go:3\nts=2 rid=r1 msg=end\nts=3 rid=';
  const { events, rejects, counts } = readWhole(plan, encodeUtf8(text));
  expect(events).toEqual(["0 r1 1000000000  host go on", "4 r1 2000000000  host end"]);
  expect(rejects).toEqual(["5 K_NO_REQ"]);
  expect(counts).toEqual({ lines: 6, records: 2, continuations: 2, blank: 1, duplicates: 0, rejects: 1 });
});

test("any slicing and any blocks give one sequential read", () => {
  const piece = fc.constantFrom(
    'ts=1 rid=r msg="a b"\n',
    "ts=2 rid=q x\r\n",
    "trace\n",
    "\n",
    'ts=3 msg="',
    "a=b",
    " ",
  );
  const sizes = [fc.array(fc.nat(200), { maxLength: 5 }), fc.nat(20), fc.integer({ min: 1, max: 60 })] as const;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), ...sizes, (pieces, cuts, reach, target) => {
      const bytes = encodeUtf8(pieces.join(""));
      const whole = readWhole(plan, bytes);
      expect(isConserved(whole, bytes)).toBe(true);
      expect(readSliced(plan, bytes, cuts, reach)).toEqual(whole);
      expect(readBlocks(plan, bytes, 13, target)).toEqual(whole);
    }),
    { numRuns: 400 },
  );
});
