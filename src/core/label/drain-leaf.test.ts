import fc from "fast-check";
import { expect, test } from "vitest";
import { NONE } from "../units.ts";
import { DrainLeaf } from "./drain-leaf.ts";

/** The definition: each text is compared with every group, and the first of the most similar takes it. */
function slowGroups(texts: readonly Int32Array[]): number[][] {
  const groups: { pattern: number[]; members: number[] }[] = [];
  texts.forEach((keys, text) => {
    const shares = groups.map(({ pattern }) => pattern.filter((key, at) => key === keys[at]).length / keys.length);
    const best = Math.max(0, ...shares);
    if (best < 0.7) groups.push({ pattern: [...keys], members: [text] });
    else {
      const group = groups[shares.indexOf(best)];
      group.members.push(text);
      group.pattern = group.pattern.map((key, at) => (key === keys[at] ? key : NONE));
    }
  });
  return groups.map(({ members }) => members);
}

test("looking only at groups with a rare word in common finds what looking at all finds", () => {
  const lists = fc
    .integer({ min: 1, max: 12 })
    .chain((length) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: length, maxLength: length }), { maxLength: 40 }),
    );
  fc.assert(
    fc.property(lists, (texts) => {
      const keys = texts.map((text) => Int32Array.from(text));
      const frequencies = new Uint32Array(6);
      for (const key of texts.flat()) frequencies[key]++;
      const leaf = new DrainLeaf(texts[0]?.length ?? 1, frequencies);
      keys.forEach((text, at) => {
        leaf.add(at, text);
      });
      expect(leaf.groups.map(({ members }) => members)).toEqual(slowGroups(keys));
    }),
    { numRuns: 500 },
  );
});
