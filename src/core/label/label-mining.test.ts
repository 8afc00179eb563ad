import { describe, expect, it } from "vitest";
import { type LabelMining, mineLabels, variantsOf } from "./label-mining.ts";
import { labelReport } from "./label-report.ts";
import type { LabelRules } from "./label-rules.ts";

const REGIONS = "north south east west centre".split(" ");
const TEXTS = [
  ...REGIONS.map((region) => ({ component: "", text: `moved cart <num> to ${region} at <stamp>` })),
  { component: "", text: "cart emptied" },
  { component: "", text: "cart filled" },
  { component: "shop", text: "cart filled" },
].sort((a, b) => (a.component + a.text < b.component + b.text ? -1 : 1));

function mined(rules: LabelRules = {}): LabelMining {
  return mineLabels(
    TEXTS,
    Float64Array.from(TEXTS, (_, at) => at + 1),
    rules,
  );
}

function labelsOf(mining: LabelMining): string[] {
  return mining.templates.map(({ label, events, variants }) => `${label} ${events} ${variants}`).sort();
}

describe("mined labels", () => {
  it("count events and variants, most frequent first", () => {
    const mining = mined();
    expect(mining.templates.map(({ label, component, events }) => [label, component, events])).toEqual([
      ["moved cart <num> to <*> at <stamp>", "", 3 + 4 + 5 + 6 + 7],
      ["shop cart filled", "shop", 8],
      ["cart filled", "", 2],
      ["cart emptied", "", 1],
    ]);
    expect(mining.templates[0].wildcards).toEqual([{ position: 4, values: 5, examples: ["centre", "east", "north"] }]);
    expect(variantsOf(mining, mining.templates[0].id, 2)).toEqual([
      { text: "moved cart <num> to west at <stamp>", events: 7 },
      { text: "moved cart <num> to south at <stamp>", events: 6 },
    ]);
    expect(variantsOf(mining, "none", 5)).toEqual([]);
    expect(labelReport(mining, 1)).toEqual({
      templates: [mining.templates[0]],
      templateCount: 4,
      textCount: 8,
      eventCount: 36,
      freeTextEvents: 0,
      unknownLabels: [],
    });
  });

  it("have ids that neither order nor other texts change", () => {
    const idOf = (mining: LabelMining, label: string) => mining.templates.find((one) => one.label === label)?.id;
    const few = mineLabels(TEXTS.slice(0, 2), Float64Array.of(1, 1), {});
    expect(idOf(few, "cart filled")).toBe(idOf(mined(), "cart filled"));
    expect(idOf(mined(), "cart filled")).toMatch(/^[0-9a-f]{16}$/);
    expect(idOf(mined(), "shop cart filled")).not.toBe(idOf(mined(), "cart filled"));
  });

  it("are parted by the values of a word", () => {
    const mining = mined({ splits: [{ label: "moved cart <num> to <*> at <stamp>", position: 4 }] });
    expect(labelsOf(mining).filter((label) => label.startsWith("moved"))).toEqual([
      "moved cart <num> to centre at <stamp> 3 1",
      "moved cart <num> to east at <stamp> 4 1",
      "moved cart <num> to north at <stamp> 5 1",
      "moved cart <num> to south at <stamp> 6 1",
      "moved cart <num> to west at <stamp> 7 1",
    ]);
    expect(mining.unknownLabels).toEqual([]);
  });

  it("are merged under a name of their own, those of a split too", () => {
    const mining = mined({
      splits: [{ label: "moved cart <num> to <*> at <stamp>", position: 4 }],
      merges: [
        { labels: ["CART filled", "cart emptied"], into: "cart changed" },
        { labels: ["moved cart <num> to east at <stamp>", "moved cart <num> to west at <stamp>"], into: "sideways" },
      ],
    });
    expect(labelsOf(mining)).toContain("cart changed 3 2");
    expect(labelsOf(mining)).toContain("sideways 11 2");
    expect(mining.templates).toHaveLength(6);
  });

  it("tell of rules that meet nothing", () => {
    const mining = mined({
      splits: [
        { label: "cart filled", position: 1 },
        { label: "gone", position: 0 },
      ],
      merges: [{ labels: ["cart filled", "lost"], into: "x" }],
    });
    expect(mining.unknownLabels).toEqual(["cart filled", "gone", "lost"]);
  });
});
