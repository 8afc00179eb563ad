import { expect, test } from "vitest";
import { segmentName } from "./graph-nodes.ts";

const kind = (task: string, label: string, ordinal: number | "last" = 1) => ({ task, label, ordinal });

test.each([
  // component, task, start, end → task, label, short label
  ["web", "web GET /home server", "start", "end", "web", "GET /home server", "GET /home server"],
  ["geo", "geo /geo.Geo/Nearby server", "start", "end", "geo", "/geo.Geo/Nearby server", "Nearby server"],
  ["server", "server", "posts.found", "posts.ranked", "server", "posts.found → posts.ranked", "posts.ranked"],
  ["feed", "feed rank", "rank begin", "rank end", "feed rank", "rank", "rank"],
  ["ts", "ts", "t.s.Impl#1", "t.s.Impl#2", "ts", "t.s.Impl#1 → t.s.Impl#2", "Impl#2"],
  ["a", "b", "start", "end", "a", "b", "b"],
])("%s: %s, %s … %s", (component, task, start, end, shownTask, label, shortLabel) => {
  expect(segmentName(component, kind(task, start), kind(task, end))).toEqual({ task: shownTask, label, shortLabel });
});

test("later occurrences are numbered", () => {
  expect(segmentName("web", kind("web flush", "start", 2), kind("web flush", "end", 2)).label).toBe("flush ×2");
  expect(segmentName("web", kind("web", "a", "last"), kind("web", "b", "last")).shortLabel).toBe("b (last)");
});
