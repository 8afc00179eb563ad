import fc from "fast-check";
import { expect, test } from "vitest";
import { compileLabelRules, joinedRules, type LabelRules } from "./label-rules.ts";
import { maskPreview } from "./mask-preview.ts";

function preview(text: string, rules: LabelRules = {}) {
  const outcome = maskPreview(text, rules);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

function valuesOf(text: string, rules?: LabelRules): string[] {
  return preview(text, rules).spans.map(({ start, end, name }) => `${name}: ${text.slice(start, end)}`);
}

test("a preview names every value where it stands in the text", () => {
  const text = "  caf\u00e9 \ud83d\ude00 12 ms from /a/b, user alice@example.com";
  expect(valuesOf(text)).toEqual(["amount: 12 ms", "path: /a/b", "email: alice@example.com"]);
  expect(preview(text).masked).toBe("caf\u00e9 \ud83d\ude00 <amount> from <path>, user <email>");
});

test("masks of users come first, the earlier before the later, and take a group where they have one", () => {
  const masks = [
    { name: "user", pattern: "user (\\w+)" },
    { name: "word", pattern: "\\b(?:alice|bob|user)\\b" },
  ];
  const text = "\u00fc user bob9 asks alice 7 times";
  expect(preview(text, { masks }).masked).toBe("\u00fc <word> <user> asks <word> <num> times");
  expect(valuesOf(text, { masks })).toEqual(["word: user", "user: bob9", "word: alice", "num: 7"]);
  expect(preview("a/b/c1", { masks: [{ name: "x", pattern: "b" }] }).masked).toBe("a/<x>/c<num>");
});

test("built-in kinds can be switched off", () => {
  expect(preview("GET /users/7", { unmasked: ["path"] }).masked).toBe("GET /users/<num>");
});

test("what lies behind the first line is neither shown nor masked", () => {
  const masks = [{ name: "secret", pattern: "secret" }];
  expect(preview("ok secret\nmore secret", { masks })).toMatchObject({ masked: "ok <secret>", spans: [{ start: 3 }] });
});

test("spans are in order, do not overlap, and lie in the text, whatever it is", () => {
  const masks = [{ name: "letters", pattern: "[a-c]{2,}" }];
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      let last = 0;
      for (const { start, end } of preview(text, { masks }).spans) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
  );
});

test.each([
  [{ masks: [{ name: "Ab", pattern: "x" }] }, "R_LABELS", '"Ab" cannot name a mask'],
  [{ masks: [{ name: "a", pattern: "(" }] }, "R_PATTERN", 'the mask "a": "(" is no regular expression'],
  [{ splits: [{ label: "x", position: -1 }] }, "R_LABELS", "seen position -1"],
  [{ merges: [{ labels: ["x"], into: "y" }] }, "R_LABELS", 'the merge into "y" names fewer than two labels'],
])("rules that cannot be applied say why: %j", (rules: LabelRules, code, message) => {
  const outcome = compileLabelRules(rules);
  expect(outcome.ok ? undefined : outcome.failure).toMatchObject({ code, message: expect.stringContaining(message) });
});

test("rules of several files are each taken once", () => {
  const mask = { name: "a", pattern: "x" };
  const merge = { labels: ["x", "y"], into: "z" };
  expect(joinedRules([{ masks: [mask] }, {}, { masks: [{ ...mask }], merges: [merge] }])).toEqual({
    masks: [mask],
    unmasked: [],
    splits: [],
    merges: [merge],
    apart: [],
    flagged: [],
  });
});
