import { beforeAll, describe, expect, it } from "vitest";
import { analyseInThread, type InThreadResult } from "../../testing/in-thread-analysis.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { requestsBeginning, searchNames } from "./name-search.ts";

const PLAN: SourcePlan = {
  format: "csv",
  compression: "none",
  roles: {
    request: [{ column: "rid" }],
    time: { column: "t", unit: "ms" },
    host: { column: "host" },
    task: [{ column: "task" }],
    label: [{ column: "label" }],
    keys: [],
    attributes: [{ column: "country", name: "country" }],
  },
  delimiter: ",",
  header: true,
  columns: ["rid", "t", "host", "task", "label", "country"],
};

/** Requests of two classes: all render, every third searches besides. */
function logText(requests: number): string {
  const lines = ["rid,t,host,task,label,country"];
  for (let i = 0; i < requests; i++) {
    const id = `${i % 2 === 0 ? "ab" : "cd"}-${100 + i}`;
    const begin = 1_700_000_000_000 + i * 100;
    const labels = i % 3 === 0 ? ["begin", "look up", "search", "rank", "reply"] : ["begin", "render", "end"];
    labels.forEach((label, at) => {
      lines.push(`${id},${begin + at * 5},web-${i % 4},front,${label},${i % 5 === 0 ? "Norway" : "Peru"}`);
    });
  }
  return `${lines.join("\n")}\n`;
}

let result: InThreadResult;
beforeAll(async () => {
  result = await analyseInThread([{ plan: PLAN, bytes: encodeUtf8(logText(600)) }]);
});

const search = (text: string, classId = 0, most = 5) =>
  searchNames(result.analysis, result.store.requests, text, classId, most);

describe("a search for names", () => {
  it("finds segments by words in any order, those of the class on screen first", () => {
    expect(result.analysis.classNames).toHaveLength(2);
    for (const classId of [0, 1]) {
      const hits = search("FRONT begin", classId).segments;
      expect(hits.map((hit) => hit.classId)).toEqual([classId, 1 - classId]);
      expect(hits.every(({ name }) => /^front · begin → /.test(name))).toBe(true);
    }
    const [rank] = search("rank front").segments;
    expect(rank.name).toContain("rank");
    expect(rank.requests).toBe(200);
    expect(search("rank missing").segments).toEqual([]);
  });

  it("finds hosts and values by any part of them", () => {
    expect(search("WEB-").hosts).toEqual(["web-0", "web-1", "web-2", "web-3"]);
    expect(search("orw").values).toEqual([{ column: "country", value: "Norway" }]);
    expect(search("web-", 0, 2).hosts).toHaveLength(2);
  });

  it("finds requests by the beginning of their id", () => {
    const { requests } = search("cd-10");
    expect(requests.map(({ id }) => id).sort()).toEqual(["cd-101", "cd-103", "cd-105", "cd-107", "cd-109"]);
    for (const { id, rank } of requests) expect(result.store.requests.idOf(rank)).toBe(id);
    expect(search("d-10").requests).toEqual([]);
    expect(search("c").requests).toEqual([]);
    expect(requestsBeginning(result.store.requests, "c", 3)).toHaveLength(3);
  });

  it("finds nothing for nothing", () => {
    expect(search("  ")).toEqual({ segments: [], hosts: [], values: [], requests: [] });
  });
});
