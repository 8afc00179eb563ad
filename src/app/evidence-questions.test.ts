import { expect, test } from "vitest";
import { RELATION_KINDS } from "../core/present/relation-words.ts";
import { isPair, queryOf, selectionOf } from "./evidence-questions.ts";

test("every relation has a selection that leads back to it", () => {
  for (const { kind: relation } of RELATION_KINDS) {
    const selection = selectionOf({ relation, from: 3, to: 5 });
    expect(isPair(selection)).toBe(true);
    expect(queryOf(selection, 2)).toEqual({ relation, classId: 2, from: 3, to: 5 });
  }
  expect(new Set(RELATION_KINDS.map(({ kind }) => selectionOf({ relation: kind, from: 0, to: 1 }).on)).size).toBe(4);
  expect(isPair({ on: "why-not", from: 1, to: 2 })).toBe(false);
  expect(isPair({ on: "segment", segment: 1 })).toBe(false);
});
