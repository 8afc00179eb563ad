import { expect, test } from "vitest";
import { groupingScore } from "./grouping-score.ts";
import { LOG_STATEMENTS } from "./log-statements.ts";
import { statementMessages } from "./statement-messages.ts";

test("messages are the same for a seed, and every statement occurs", () => {
  const messages = statementMessages(5, 1000);
  expect(messages).toEqual(statementMessages(5, 1000));
  expect(messages).not.toEqual(statementMessages(6, 1000));
  expect(new Set(messages.map(({ statement }) => statement)).size).toBe(LOG_STATEMENTS.length);
  expect(LOG_STATEMENTS.length).toBeGreaterThanOrEqual(60);
  for (const { text } of messages) expect(text).not.toMatch(/[{}]\w/);
});

test("a message has the constant words of its statement", () => {
  for (const { text, statement } of statementMessages(7, 500)) {
    let at = 0;
    for (const constant of LOG_STATEMENTS[statement].split(/\{\w+\}/)) {
      at = text.indexOf(constant, at);
      expect(at).toBeGreaterThanOrEqual(0);
      at += constant.length;
    }
  }
});

test("a score counts groups that are exactly a statement", () => {
  expect(groupingScore(["x", "x", "y", "z"], [1, 1, 2, 2])).toEqual({
    accuracy: 0.5,
    f1: (2 * 1) / (3 + 2),
    groups: 3,
    statements: 2,
    mixed: 0,
  });
  expect(groupingScore(["x", "x", "x"], [1, 1, 2])).toMatchObject({ accuracy: 0, f1: 0, mixed: 1 });
  expect(groupingScore(["x", "y"], [1, 2])).toMatchObject({ accuracy: 1, f1: 1 });
});
