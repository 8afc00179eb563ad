import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entriesBeginning, entriesContaining } from "./dictionary-search.ts";
import { dictionaryOf } from "./dictionary-text.ts";

const words = fc.array(fc.string({ unit: fc.constantFrom("a", "B", "b", "é", "-"), maxLength: 5 }), { maxLength: 12 });
const text = fc.string({ unit: fc.constantFrom("a", "A", "b", "é"), minLength: 1, maxLength: 3 });

/** Letters of ASCII in lower case: no other character here has two cases. */
const plain = (written: string) => written.replaceAll("A", "a").replaceAll("B", "b");

describe("search in a dictionary", () => {
  it("finds the entries that contain a text, and no pair of neighbours that does", () => {
    fc.assert(
      fc.property(words, text, (entries, sought) => {
        const expected = entries.flatMap((entry, at) => (plain(entry).includes(plain(sought)) ? [at] : []));
        expect(entriesContaining(dictionaryOf(entries), sought, 99)).toEqual(expected);
        expect(entriesContaining(dictionaryOf(entries), sought, 2)).toEqual(expected.slice(0, 2));
      }),
    );
    expect(entriesContaining(dictionaryOf(["web", "1-db"]), "b1", 9)).toEqual([]);
  });

  it("finds the entries that begin with a text", () => {
    fc.assert(
      fc.property(words, text, (entries, sought) => {
        const expected = entries.flatMap((entry, at) => (plain(entry).startsWith(plain(sought)) ? [at] : []));
        expect(entriesBeginning(dictionaryOf(entries), sought, 99)).toEqual(expected);
      }),
    );
  });

  it("finds nothing for nothing", () => {
    expect(entriesContaining(dictionaryOf(["a", ""]), "", 9)).toEqual([]);
    expect(entriesContaining(dictionaryOf([]), "a", 9)).toEqual([]);
  });
});
