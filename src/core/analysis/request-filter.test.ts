import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestFilter } from "../../testing/arbitraries.ts";
import { type FilterTerm, filterOf, parseFilter, printFilter } from "./request-filter.ts";

/** Texts that would break a form without escapes, and lists without values. */
const hostileTerm: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    on: fc.constant("attribute" as const),
    has: fc.boolean(),
    name: fc.string({ unit: "binary" }),
    values: fc.array(fc.oneof(fc.string(), fc.constantFrom("", ";", "a,b", "x=y", "!", "a/b", "100 %", "ü 世")), {
      maxLength: 4,
    }),
  }),
  fc.record({
    on: fc.constant("segment" as const),
    has: fc.boolean(),
    task: fc.string({ unit: "binary" }),
    from: fc.string(),
    to: fc.string(),
  }),
  fc.record({
    on: fc.constantFrom("start" as const, "latency" as const),
    fromNs: fc.option(fc.double(), { nil: null }),
    toNs: fc.option(fc.integer(), { nil: null }),
  }),
);

describe("the printed form of a filter", () => {
  it("is read as what was printed", () => {
    fc.assert(
      fc.property(requestFilter(), ({ terms }) => {
        const printed = printFilter({ terms });
        expect(printFilter(filterOf(printed))).toBe(printed);
        for (const term of terms) {
          const [read] = filterOf(printFilter({ terms: [term] })).terms;
          const sorted = (values: readonly unknown[]) => [...new Set(values)].sort();
          if (term.on === "host" || term.on === "attribute") {
            expect(read).toEqual({ ...term, values: sorted(term.values) });
          } else if (term.on === "class") {
            expect(read).toEqual({ ...term, classes: sorted(term.classes) });
          } else expect(read).toEqual(term);
        }
      }),
    );
  });

  it("holds for hostile texts and numbers, and needs no escape in a URL hash", () => {
    fc.assert(
      fc.property(fc.array(hostileTerm, { maxLength: 4 }), (terms) => {
        const printed = printFilter({ terms });
        expect(printFilter(filterOf(printed))).toBe(printed);
        expect(printed).toMatch(/^[A-Za-z0-9\-_.!~*'()%:=,/;]*$/);
      }),
    );
  });

  it("does not depend on the order of terms and values", () => {
    fc.assert(
      fc.property(requestFilter(), ({ terms }) => {
        expect(printFilter({ terms: [...terms, ...terms].reverse() })).toBe(printFilter({ terms }));
      }),
    );
  });

  it("reads as it is meant to be written", () => {
    const printed = printFilter({
      terms: [
        { on: "latency", fromNs: 1_200_000_000, toNs: null },
        { on: "class", has: true, classes: [3, 0] },
        { on: "host", has: false, values: ["db 1"] },
        { on: "event", has: true, task: "web", label: "render begin" },
        { on: "attribute", has: true, name: "status", values: ["500", ""] },
        { on: "id", has: true, prefix: "87aa" },
      ],
    });
    expect(printed).toBe(
      "1;!host=db%201;attribute:status=,500;class=0,3;event=web/render%20begin;id=87aa;latency=1200000000..",
    );
    expect(printFilter({ terms: [] })).toBe("");
  });

  it("refuses what it does not know, and says what that was", () => {
    for (const text of [
      "2;class=1",
      "class=1",
      "1;klass=1",
      "1;class=-1",
      "1;class=1x",
      "1;class",
      "1;latency=1",
      "1;latency=a..b",
      "1;latency=9999999999999999..",
      "1;!start=1..2",
      "1;event=a",
      "1;segment=a/b",
      "1;host:x=1",
      "1;attribute=1",
      "1;id=%zz",
      "1;",
    ]) {
      const parsed = parseFilter(text);
      expect(parsed).toMatchObject({ ok: false, failure: { code: "F_FILTER" } });
      expect(() => filterOf(text)).toThrow(/filter/);
    }
  });
});
