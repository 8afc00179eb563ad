import { expect, test } from "vitest";
import { partialNotice } from "./partial-notice.ts";

const MS = 1e6;
const MINUTE = 60_000 * MS;

function said(partialRequests: number, p50: number, p99: number, logsNs: number): string | null {
  const report = {
    requests: 1000,
    partialRequests,
    latencyNs: { p50, p95: p99, p99 },
    startNs: { earliest: 5, latest: 5 + logsNs },
  };
  return partialNotice(report)?.replaceAll("\u00a0", " ") ?? null;
}

test("fewer than a quarter are no matter of the whole result", () => {
  expect(said(0, 90 * MS, 2 * MINUTE, 4 * MINUTE)).toBeNull();
  expect(said(249, 90 * MS, 2 * MINUTE, 4 * MINUTE)).toBeNull();
  expect(said(250, 90 * MS, 2 * MINUTE, 4 * MINUTE)).not.toBeNull();
  expect(
    partialNotice({
      requests: 0,
      partialRequests: 0,
      latencyNs: { p50: 0, p95: 0, p99: 0 },
      startNs: { earliest: 0, latest: 0 },
    }),
  ).toBeNull();
});

test("some that last far longer than most speak for an id that unrelated lines share", () => {
  expect(said(400, 90 * MS, 2 * MINUTE, 4 * MINUTE)).toBe(
    "400 of 1,000 requests (40 %) may lack events, as the log of one of their hosts begins, ends or is silent near them: " +
      "some requests last far longer than most (one in a hundred 2 min 0 s or longer, half of them at most 90.0 ms), " +
      "as where unrelated lines share a request id.",
  );
});

test("where all last a good part of the logs, the logs are short", () => {
  expect(said(400, MINUTE, 2 * MINUTE, 8 * MINUTE)).toContain(
    ": the logs are short beside what requests last (half of them 1 min 0 s or longer, begun within 8 min 0 s), unless",
  );
});

test("where neither can be seen, both are named", () => {
  expect(said(400, 90 * MS, 200 * MS, 8 * MINUTE)).toMatch(/a few requests .* share a request id, or single hosts/);
});
