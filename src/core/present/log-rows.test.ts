import { expect, test } from "vitest";
import type { DetailEvent, RequestDetail } from "../analysis/request-detail.ts";
import { aroundLogRows, logClock, logTextPieces, requestLogRows } from "./log-rows.ts";

function event(timeNs: number, file: number, line: number): DetailEvent {
  return { timeNs, task: "t", label: "l", ordinal: 1, host: "h", component: "t", instance: 0, file, line };
}

const DETAIL: Pick<RequestDetail, "events"> = {
  events: [event(10, 0, 7), event(12, 1, 3), event(20, 0, 9), event(26, 0, 7)],
};
const ROWS = requestLogRows(DETAIL as RequestDetail);

test("a line stands once, where it tells its first event", () => {
  expect(ROWS.map(({ file, line, timeNs, sinceNs, events }) => [file, line, timeNs, sinceNs, ...events])).toEqual([
    [0, 7, 10, null, 0, 3],
    [1, 3, 12, 2, 1],
    [0, 9, 20, 8, 2],
  ]);
});

test("times tell their dates where the lines are of several days", () => {
  const [first, second] = ROWS;
  const nextDay = { ...second, timeNs: 86_400e9 };
  expect(logClock(ROWS, "0")(1e9)).toBe("00:00:01.000");
  expect(logClock([first, { ...first, timeNs: null }, nextDay], "0")(1e9)).toBe("01-01 00:00:01.000");
});

test("around a line are its neighbours in the file, as far as that goes", () => {
  const around = aroundLogRows(ROWS, ROWS[2], 11, 3);
  expect(around.map(({ line, timeNs }) => [line, timeNs])).toEqual([
    [6, null],
    [7, 10],
    [8, null],
    [9, 20],
    [10, null],
    [11, null],
  ]);
  expect(aroundLogRows(ROWS, ROWS[0], 0, 2).map(({ line }) => line)).toEqual([5, 6, 7]);
});

test("pieces of a text make the text", () => {
  const raw = 'rid=ab GET\n  "ab" get';
  const pieces = logTextPieces(raw, "ab", "get");
  expect(pieces).toEqual([
    { text: "rid=", mark: null },
    { text: "ab", mark: "id" },
    { text: " ", mark: null },
    { text: "GET", mark: "found" },
    { text: ' "', mark: null },
    { text: "ab", mark: "id" },
    { text: '" ', mark: null },
    { text: "get", mark: "found" },
  ]);
  expect(logTextPieces("", "ab", "")).toEqual([{ text: "", mark: null }]);
  const long = logTextPieces("x".repeat(9000), "", "");
  expect(long[0].text).toHaveLength(4001);
});
