import { expect, test } from "vitest";
import { readDocument } from "../../../testing/document-reading.ts";

const ORIGIN = 1_704_164_645_000_000_000n; // 2024-01-02T03:04:05Z
const pages = [{ id: "page_1", startedDateTime: "2024-01-02T03:04:05.000Z" }];
const entry = (more: object = {}): object => ({
  pageref: "page_1",
  startedDateTime: "2024-01-02T04:04:05.001+01:00",
  time: 20.5,
  request: { method: "GET", url: "https://API.example:8443/v1/users/17?full=1", headers: [] },
  timings: { blocked: 1, dns: 2, connect: 6, ssl: 4, send: 0.5, wait: 10, receive: 1 },
  ...more,
});

function read(entries: readonly unknown[], log: object = { pages }) {
  const text = JSON.stringify({ log: { version: "1.2", ...log, entries } });
  const reading = readDocument("har", text, null, ORIGIN);
  // The task of an entry is its place in the file.
  return { ...reading, events: reading.events.map((event) => event.replace(/entry \d+/, "entry")) };
}

test("the timings of an entry are consecutive points on its task; ssl is the last part of connect", () => {
  const name = " api.example:8443 GET /v1/users/#";
  const at = (ns: number, label: string) => `0 page_1 2024-01-02T03:04:05.000Z ${ns} ${name} ${label} task=entry`;
  expect(read([entry()]).events).toEqual([
    at(1_000_000, "start"),
    at(2_000_000, "blocked end"),
    at(4_000_000, "dns end"),
    at(6_000_000, "connect end"),
    at(10_000_000, "ssl end"),
    at(10_500_000, "send end"),
    at(20_500_000, "wait end"),
    at(21_500_000, "end"),
  ]);
});

test("phases that did not take place are left out, and none ends after the whole", () => {
  const timings = { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 9.0000004, receive: 0 };
  const { events } = read([entry({ timings, time: 9 })]);
  expect(
    events.map((event) =>
      event
        .split(" ")
        .slice(3, 4)
        .concat(/\/users\/# (.*) task/.exec(event)?.[1] ?? ""),
    ),
  ).toEqual([
    ["1000000", "start"],
    ["1000000", "send end"],
    ["10000000", "wait end"],
    ["10000000", "end"],
  ]);
});

test("without a page the request is an id in a header", () => {
  const headers = (name: string, value: string) => ({ method: "GET", url: "/x", headers: [{ name, value }] });
  const requestOf = (more: object) => read([entry({ pageref: undefined, ...more })]).events[0]?.split(" ")[1];
  expect(requestOf({ request: headers("X-Request-ID", "r-7") })).toBe("r-7");
  expect(
    requestOf({ request: headers("traceparent", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01") }),
  ).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
  const response = { headers: [{ name: "x-amzn-trace-id", value: "Self=1;Root=1-67891233-abc" }] };
  expect(requestOf({ response })).toBe("1-67891233-abc");
  const { rejects } = read([entry({ pageref: "" }), entry({ startedDateTime: "now" }), "x"]);
  expect(rejects).toEqual([
    '0 K_NO_REQ element 0: no request id, or a placeholder for one (looked for "pageref" and ids in headers such as x-request-id and traceparent)',
    '1 T_UNPARSED element 1: "startedDateTime" or "time" is not an ISO stamp',
    '2 P_SYNTAX element 2 is no entry (with "startedDateTime" or "request")',
  ]);
});

test("pages behind the entries are not known: their id stands alone", () => {
  const text = JSON.stringify({ log: { entries: [entry()], pages } });
  expect(readDocument("har", text, null, ORIGIN).events[0]).toMatch(/^0 page_1 1000000 /);
});
