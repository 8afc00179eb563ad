import { beforeAll, describe, expect, it } from "vitest";
import { analyseInThread, type InThreadResult, sampleCsvPlan } from "../../testing/in-thread-analysis.ts";
import { classGraph } from "./class-graph.ts";
import { nestingBetween, nestingSentence, nestingsOf } from "./evidence-nesting.ts";

const HEAD = "request,time,host,task,event\n";

/** Requests of spans as "task start end" in ms, a second apart. */
async function analysed(requests: number, spans: (request: number) => string[]): Promise<InThreadResult> {
  const rows = Array.from({ length: requests }, (_, request) =>
    spans(request).flatMap((span) => {
      const [task, start, end] = span.split(" ");
      const at = (ms: string) => 1_700_000_000_000_000 + request * 1_000_000 + Number(ms) * 1000 + (request % 7);
      const row = (ms: string, label: string) => `r${100_000 + request},${at(ms)},web-1,${task},${label}\n`;
      return [row(start, "begin"), row(end, "end")];
    }),
  );
  const bytes = new TextEncoder().encode(HEAD + rows.flat().join(""));
  return analyseInThread([{ plan: sampleCsvPlan(), bytes }], { originNs: 1_700_000_000_000_000_000n });
}

/** Segment kinds by task. */
function kindsOf({ analysis }: InThreadResult): Map<string, number> {
  const { tables, names } = analysis;
  return new Map(Array.from(tables[0].segmentStart, (start, kind) => [names.event(tables[0].kindCode[start]), kind]));
}

describe("nestings", () => {
  let result: InThreadResult;
  let kind: (task: string) => number;

  beforeAll(async () => {
    //  call   ===========
    //  work     =====
    //  rest          ===        in order after work
    //  late        =========     outlives the call in one request of five
    result = await analysed(150, (request) => [
      "call 0 100",
      "work 10 50",
      "rest 60 80",
      `late 30 ${request % 5 === 0 ? 120 : 90}`,
    ]);
    const kinds = kindsOf(result);
    kind = (task) => [...kinds].find(([name]) => name.startsWith(task))?.[1] ?? -1;
  });

  it("are what always starts later and ends earlier", () => {
    const found = nestingBetween(result.analysis, 0, kind("work"), kind("call"));
    expect(found).toMatchObject({ outer: kind("call"), inner: kind("work"), support: 150, violations: 0 });
    expect(nestingBetween(result.analysis, 0, kind("call"), kind("work"))).toEqual(found);
    const within = nestingsOf(result.analysis, 0, kind("call"));
    expect(within.map(({ inner }) => inner).sort()).toEqual([kind("work"), kind("rest")].sort());
    const { segmentStart, segmentEnd } = result.analysis.tables[0];
    expect(found?.starts).toEqual({ from: segmentStart[kind("call")], to: segmentStart[kind("work")] });
    expect(found?.ends).toEqual({ from: segmentEnd[kind("work")], to: segmentEnd[kind("call")] });
  });

  it("are none where one outlives the other, or finishes before it starts", () => {
    expect(nestingBetween(result.analysis, 0, kind("late"), kind("call"))).toBe(null);
    expect(nestingBetween(result.analysis, 0, kind("work"), kind("rest"))).toBe(null);
    expect(nestingsOf(result.analysis, 0, 999)).toEqual([]);
    expect(nestingsOf(result.analysis, 9, 0)).toEqual([]);
  });

  it("are those of the graph", () => {
    const { nestings } = classGraph(result.analysis, 0);
    const drawn = Array.from(nestings.from, (from, at) => `${from} ${nestings.to[at]}`);
    const found = new Set<string>();
    for (const segment of kindsOf(result).values()) {
      for (const { outer, inner } of nestingsOf(result.analysis, 0, segment)) found.add(`${outer} ${inner}`);
    }
    expect(drawn).toContain(`${kind("call")} ${kind("work")}`);
    expect([...found].sort()).toEqual(drawn.sort());
  });

  it("are told in words", () => {
    const found = nestingBetween(result.analysis, 0, kind("work"), kind("call"));
    if (found === null) throw new Error("work runs within call");
    expect(nestingSentence(found, "work", "call")).toBe(
      "work starts after call has started and ends before it ends, in each of 150 requests.",
    );
    expect(
      nestingSentence({ ...found, starts: null, status: "near", support: 998, violations: 2 }, "work", "call"),
    ).toBe("work starts with call and ends before it ends, but for exceptions: 2 of 1,000 requests.");
    expect(nestingSentence({ ...found, ends: null }, "work", "call")).toContain(" and ends with it, ");
  });
});
