import { expect, test } from "vitest";
import { labelOverview } from "./label-overview.ts";

const texts = ["user bob left the room", "cart emptied", "page 5"].map((text) => ({ component: "", text }));
const mining = { texts, events: Float64Array.of(3, 2, 4), freeTextEvents: 0 };
const native = {
  labels: [
    { label: "#Fave", events: 9 },
    { label: "#fave", events: 5 },
    { label: "done", events: 2 },
  ],
  spanEvents: 0,
};

test("templates and native labels stand under the same rules", () => {
  const rules = { merges: [{ labels: ["#Fave", "#fave", "gone"], into: "#fave" }] };
  const overview = labelOverview({ mining, native }, rules, 10);
  expect(overview.native).toEqual([
    { label: "#fave", events: 14 },
    { label: "done", events: 2 },
  ]);
  expect(overview.nativeEvents).toBe(16);
  expect(overview.clusters).toEqual([]);
  expect(overview.unknownLabels).toEqual(["gone"]);
  expect(overview.mined?.eventCount).toBe(9);
});

test("without free text there are native labels and their variants", () => {
  const overview = labelOverview({ mining: null, native }, { splits: [{ label: "a <*>", position: 1 }] }, 1);
  expect(overview).toMatchObject({
    mined: null,
    native: [{ label: "#Fave" }],
    nativeCount: 3,
    clusters: [{ difference: "case", decision: "open" }],
    unknownLabels: ["a <*>"],
  });
});
