import { expect, test } from "vitest";
import { labelOverview } from "../label/label-overview.ts";
import { isOfSpansAlone, labelCount, labelScopeWords } from "./label-words.ts";

const overviewOf = (labels: readonly string[], spanEvents: number) =>
  labelOverview({ mining: null, native: { labels: labels.map((label) => ({ label, events: 3 })), spanEvents } }, {}, 1);

test("labels are counted with the events that have one", () => {
  const overview = overviewOf(["a", "b"], 4);
  expect(labelCount(overview)).toBe(2);
  expect(labelScopeWords(overview, "sample")).toBe("2 labels of the first 6 events, as they stand in the log");
});

test("of spans alone there is no label to choose or merge", () => {
  expect(isOfSpansAlone(overviewOf([], 4))).toBe(true);
  expect(isOfSpansAlone(overviewOf(["a"], 4))).toBe(false);
  expect(isOfSpansAlone(overviewOf([], 0))).toBe(false);
});
