import { expect, test } from "vitest";
import { readinessLines } from "./readiness.ts";

const SAMPLE = {
  records: 900,
  rejects: 10,
  worst: { count: 10, line: 7, reason: "no request id" },
  events: 900,
  requests: 90,
  medianEvents: 10,
  labels: 12,
  labelExamples: ["begin", "end", "work"],
  kinds: 14,
  hosts: 3,
  tasks: 4,
};

const doubts = (change: Partial<typeof SAMPLE>, isWhole = false) =>
  readinessLines({ ...SAMPLE, ...change }, isWhole).flatMap(({ name, doubt }) => (doubt === null ? [] : [name]));

test("a sample that looks right has numbers and no doubts", () => {
  const lines = readinessLines(SAMPLE, false).map(({ name, value }) => `${name}: ${value.replaceAll("\u00a0", " ")}`);
  expect(lines).toEqual([
    "Records: 900",
    "Requests: 90",
    "Events a request: 10 median",
    "Labels: 12, such as begin, end",
    "Hosts: 3 with 4 kinds of tasks",
    "Rejected: 10 (1.10 %)",
  ]);
  expect(doubts({})).toEqual([]);
  const [, , , labels] = readinessLines({ ...SAMPLE, labelExamples: ["x".repeat(90)] }, false);
  expect(labels.value).toBe(`12, such as ${"x".repeat(28)}…`);
});

test("what cannot be right is doubted", () => {
  expect(doubts({ records: 0, rejects: 0 })).toEqual(["Records"]);
  expect(doubts({ requests: 12 }, true)).toEqual(["Requests"]);
  expect(doubts({ requests: 12 })).toEqual([]);
  expect(doubts({ requests: 900, medianEvents: 1 })).toEqual(["Events a request"]);
  expect(doubts({ labels: 700 })).toEqual(["Labels"]);
  expect(doubts({ rejects: 500 })).toEqual(["Rejected"]);
});
