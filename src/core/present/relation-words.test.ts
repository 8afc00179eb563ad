import { expect, test } from "vitest";
import { emptyStatusCounts, STATUSES } from "../model/status.ts";
import { countsSentence, RELATION_KINDS, STATUS_WORDS, survivingAndRefuted } from "./relation-words.ts";

test("every status and every kind has its words", () => {
  expect(STATUS_WORDS.map(({ status }) => status).toSorted()).toEqual([...STATUSES].toSorted());
  expect(new Set(RELATION_KINDS.map(({ kind }) => kind)).size).toBe(4);
});

test("no word claims more than logs can show", () => {
  const words = [...RELATION_KINDS.flatMap((kind) => Object.values(kind)), ...STATUS_WORDS.map((one) => one.meaning)];
  expect(words.filter((word) => /\b(causes?|because|leads to|root cause)\b/i.test(word))).toEqual([]);
});

test("counts become a sentence without zeros", () => {
  expect(countsSentence(emptyStatusCounts())).toBe("nothing to test: fewer than two kinds met");
  expect(countsSentence({ ...emptyStatusCounts(), hypotheses: 5, vacuous: 5 })).toBe("none could be decided");
  expect(countsSentence({ ...emptyStatusCounts(), hypotheses: 1343, holds: 446, tentative: 1, refuted: 896 })).toBe(
    "446 hold, 1 is tentative, 896 were refuted",
  );
});

test("survivors are the orders of events that nothing violated", () => {
  const counts = { ...emptyStatusCounts(), holds: 3, tentative: 2, near: 7, refuted: 11 };
  const relations = { happensBefore: counts, segmentHappensBefore: counts, mutualExclusion: counts, pipeline: counts };
  expect(survivingAndRefuted(relations)).toEqual({ surviving: 5, refuted: 11 });
});
