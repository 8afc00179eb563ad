import { describe, expect, it } from "vitest";
import { STATUSES } from "../model/status.ts";
import {
  durationRange,
  intervalSentence,
  ruleOfThree,
  type VerdictFacts,
  verdictSentences,
  verdictVerbs,
} from "./evidence-words.ts";
import { RELATION_KINDS } from "./relation-words.ts";

const PAIR: VerdictFacts = {
  relation: "segmentHappensBefore",
  from: "render",
  to: "send",
  status: "holds",
  support: 41_877,
  violations: 0,
  undecided: 0,
  fromFirst: 41_877,
  toFirst: 0,
  aside: 0,
  refuter: null,
  leastMarginNs: 3_230_000,
  isOneHost: false,
  sharesEvent: false,
};

/** Sentences with plain spaces. */
function sentences(change: Partial<VerdictFacts>): string {
  return verdictSentences({ ...PAIR, ...change })
    .join(" ")
    .replaceAll("\u00a0", " ");
}

describe("verdict sentences", () => {
  it("of a relation that holds say in how many requests, how sure that is, and what would flip it", () => {
    expect(sentences({})).toBe(
      "render always finishes before send: in each of 41,877 requests. Violated in under 3/n = 0.0072 % (95 %). " +
        "Would flip if the clock error exceeded 3.23 ms.",
    );
    expect(sentences({ isOneHost: true })).toContain("The closest case leaves 3.23 ms, on one host.");
    expect(sentences({ leastMarginNs: 0 })).toContain("The closest case has no margin");
    expect(sentences({ relation: "happensBefore" })).toContain("render always comes before send");
  });

  it("of few requests say so", () => {
    expect(sentences({ status: "tentative", support: 12 })).toContain(
      "render always finishes before send so far: in each of 12 requests. Insufficient data: 12 requests.",
    );
    expect(sentences({ status: "tentative", support: 1 })).toContain("in the one request with both");
    expect(sentences({ status: "tentative", support: 300 })).toContain("it takes more requests");
  });

  it("state what clocks and stamps hide", () => {
    expect(sentences({ status: "tentative", support: 300, undecided: 100 })).toContain(
      "Undecided in 100 of 400 requests (25 %): stamps and clocks cannot tell whether the first had finished",
    );
    expect(sentences({ status: "unresolved", support: 0, undecided: 24 })).toBe(
      "Unresolved: in none of the 24 requests with both can clocks and stamps tell whether the first had finished " +
        "when the second began.",
    );
  });

  it("of a refuted relation name the request that refutes it", () => {
    const refuter = "87aa570a1fbcbb10";
    expect(sentences({ status: "refuted", support: 788, violations: 212, refuter })).toBe(
      "render does not always finish before send: refuted by request 87aa570a and 211 more (212 of 1,000 requests, 21 %).",
    );
    expect(sentences({ status: "near", support: 999, violations: 1, refuter })).toBe(
      "render finishes before send in 99.9 % of 1,000 requests: request 87aa570a is the exception.",
    );
    expect(sentences({ status: "near", support: 9_998, violations: 2, refuter })).toContain(
      "2 are exceptions, the first is request 87aa570a",
    );
    expect(
      sentences({ relation: "mutualExclusion", status: "refuted", support: 1, violations: 1, refuter, aside: 3 }),
    ).toBe(
      "render does overlap send: refuted by request 87aa570a (1 of 2 requests, 50 %). " +
        "In 3 more requests one of the two has no length and lies within the other.",
    );
  });

  it("of a relation that no request supports say so", () => {
    const refuter = "87aa570a1fbcbb10";
    const never = { status: "refuted", support: 0, violations: 1_000, refuter } as const;
    expect(sentences(never)).toBe(
      "render never finishes before send: refuted by request 87aa570a and 999 more (all 1,000 requests with both).",
    );
    expect(sentences({ ...never, relation: "mutualExclusion" })).toContain("render always overlaps send: refuted");
    // One request is no rule, and an undecided one may be an exception to it.
    expect(sentences({ ...never, violations: 1 })).toContain("render does not always finish before send");
    expect(sentences({ ...never, undecided: 1 })).toContain("render does not always finish before send");
  });

  it("write the unit of a range once", () => {
    const range = (low: number, high: number) => durationRange(low, high).replaceAll("\u00a0", " ");
    expect(range(22_500_000, 90_200_000)).toBe("22.5–90.2 ms");
    expect(range(770_000, 6_680_000)).toBe("770 µs – 6.68 ms");
    expect(range(0, 6_680_000)).toBe("0 – 6.68 ms");
    expect(range(61e9, 3600e9)).toBe("1 min 1 s – 1 h 0 min");
  });

  it("of a vacuous or given relation say why nothing was tested", () => {
    const none = { status: "vacuous", support: 0 } as const;
    expect(sentences(none)).toBe("render and send are never together in one request.");
    expect(sentences({ ...none, relation: "pipeline" })).toContain("never share two elements");
    expect(sentences({ relation: "pipeline", status: "vacuous" })).toContain("both may merely walk the same list");
    const order = { relation: "mutualExclusion", status: "vacuous", fromFirst: 41_875, toFirst: 2 } as const;
    expect(sentences(order)).toContain("render came first in 41,875 requests, send in 2");
    expect(sentences({ status: null })).toContain("their order is no hypothesis");
  });

  it("never claim a cause, and always end as sentences", () => {
    for (const { kind: relation } of RELATION_KINDS) {
      for (const status of [...STATUSES, null]) {
        for (const support of [0, 1, 12, 5_000]) {
          const violations = status === "refuted" || status === "near" ? 3 : 0;
          const refuter = violations > 0 ? "r7" : null;
          const all = verdictSentences({ ...PAIR, relation, status, support, violations, refuter, undecided: 7 });
          expect(all.length).toBeGreaterThan(0);
          for (const sentence of all) {
            expect(sentence).toMatch(/^[^\s].*\.$/);
            expect(sentence).not.toMatch(/caus|because|leads to|NaN|undefined|Infinity/i);
          }
        }
      }
    }
  });
});

describe("the rule of three", () => {
  it("bounds what was never seen, and never exceeds everything", () => {
    expect(ruleOfThree(41_877)).toBe("violated in under 3/n = 0.0072\u00a0% (95 %)");
    expect(ruleOfThree(1)).toContain("100\u00a0%");
  });
});

describe("the interval of violations", () => {
  it("stands against the limit where something was violated, and nowhere else", () => {
    const share = { lower: 0.0503, upper: 0.0546 };
    expect(intervalSentence("refuted", share)).toBe(
      "Nor does it hold but for exceptions: the share of violations lies in 5.03–5.46\u00a0% (95 %), the limit is 1 %.",
    );
    expect(intervalSentence("near", { lower: 0.0001, upper: 0.002 })).toContain("below the limit of 1 %");
    expect(intervalSentence("holds", share)).toBe(null);
    expect(intervalSentence("refuted", null)).toBe(null);
  });
});

describe("the verbs of a verdict", () => {
  it("stand in the first sentence of whatever was tested", () => {
    for (const { kind: relation } of RELATION_KINDS) {
      for (const status of ["holds", "tentative", "near", "refuted"] as const) {
        const violations = status === "refuted" || status === "near" ? 3 : 0;
        const [first] = verdictSentences({ ...PAIR, relation, status, violations, refuter: "r7" });
        expect(verdictVerbs(relation).filter((verb) => first.includes(` ${verb} `)).length).toBeGreaterThan(0);
      }
    }
  });
});
