import { expect, test } from "vitest";
import { clockWithin } from "./clock-time.ts";
import { requestFacts } from "./request-words.ts";

const factsOf = (hosts: readonly string[], className: string | null = null) =>
  requestFacts(
    { events: hosts.map((host, at) => ({ host, timeNs: at })) },
    clockWithin("0", 0, 1, "milliseconds"),
    className,
  );

test("the facts of a request leave out what is not known", () => {
  expect(factsOf(["web-1", "web-1"])).toMatch(/^00:00:00\S* · web-1 · 2 events$/);
  expect(factsOf(["web-1", "web-2", ""], "buy")).toMatch(/ · 2 hosts · 3 events · buy$/);
  expect(factsOf([""])).toMatch(/^00:00:00\S* · 1 event$/);
});
