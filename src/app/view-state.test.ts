import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_VIEW, parseViewState, printViewState, type Selection, VIEWS, type ViewState } from "./view-state.ts";

const ID = fc.nat({ max: 999_999 });
const PAIR = fc.record({
  on: fc.constantFrom("order", "event-order", "exclusion", "pipeline", "hand-off", "why-not"),
  from: ID,
  to: ID,
}) as fc.Arbitrary<Selection>;
const SELECTION = fc.oneof(PAIR, fc.record({ on: fc.constant("segment" as const), segment: ID }));
const STATE: fc.Arbitrary<ViewState> = fc.record({
  view: fc.constantFrom(...VIEWS),
  classId: fc.option(ID, { nil: null }),
  filter: fc.constantFrom("", "1;class=0,3", "1;!host=db%201;latency=1200000000.."),
  selection: fc.option(SELECTION, { nil: null }),
  request: fc.option(ID, { nil: null }),
  options: fc.dictionary(
    fc.constantFrom("graph.segments", "graph.links", "sql.query"),
    fc.string({ unit: "grapheme", minLength: 1 }),
  ),
});

describe("the hash", () => {
  it("gives back the state it was printed from", () => {
    fc.assert(
      fc.property(STATE, (state) => {
        expect(parseViewState(printViewState(state))).toEqual({ ...state });
      }),
      { numRuns: 500 },
    );
  });

  it("leads somewhere, whatever it says", () => {
    expect(parseViewState("")).toEqual(FIRST_VIEW);
    expect(parseViewState("#nowhere?class=-1&filter=7;x&select=order:1&request=1e9&__proto__=x")).toEqual(FIRST_VIEW);
    fc.assert(
      fc.property(fc.string(), (hash) => {
        expect(VIEWS).toContain(parseViewState(hash).view);
      }),
    );
  });
});
