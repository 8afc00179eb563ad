import { expect, test } from "vitest";
import { detectLogger } from "./logger-detection.ts";

type Row = Readonly<Record<string, string>>;

function detect(rows: readonly Row[]): ReturnType<typeof detectLogger> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return detectLogger({ columns, rows: rows.map((row) => columns.map((name) => row[name])) });
}

const zap = (i: number): Row => ({
  level: "info",
  ts: `1674981742.${i}5`,
  caller: `a.go:${i % 3}`,
  msg: `order ${i}`,
  trace_id: `t${i >> 2}`,
});
const rows = (count: number, row: (i: number) => Row) => Array.from({ length: count }, (_, i) => row(i));

test("a logger is known by its keys; its native label goes before its free text", () => {
  expect(detect(rows(20, zap))).toEqual({
    name: "zap",
    presets: { time: "ts", request: { column: "trace_id" }, label: ["caller"] },
  });
});

test("a label that is the same everywhere, or that many records lack, is passed over", () => {
  const label = (row: (i: number) => Row) => detect(rows(20, row))?.presets.label;
  expect(label((i) => ({ ...zap(i), caller: "a.go:1" }))).toEqual(["msg"]);
  expect(label((i) => ({ ...zap(i), caller: i < 17 ? "" : `a.go:${i}` }))).toEqual(["msg"]);
  expect(label((i) => ({ ...zap(i), caller: "", "http.route": `/cart/${i % 2}` }))).toEqual(["http.route"]);
});

test("records of other kinds among them, up to a tenth, do no harm; more do", () => {
  const mixed = (others: number) => detect(rows(20, (i) => (i < others ? { note: "x" } : zap(i))));
  expect(mixed(2)?.name).toBe("zap");
  expect(mixed(3)).toBeUndefined();
  expect(detect([])).toBeUndefined();
});

test("the id that joins services is the request, unless hardly any record has it", () => {
  const request = (row: (i: number) => Row) => detect(rows(20, row))?.presets.request;
  const ids = (i: number) => ({ ...zap(i), requestId: `r${i >> 1}` });
  expect(request(ids)).toEqual({ column: "trace_id" });
  expect(request((i) => ({ ...ids(i), trace_id: i < 15 ? "" : "t" }))).toEqual({ column: "requestId" });
  expect(request((i) => ({ ...zap(i), trace_id: "" }))).toBeUndefined();
});

test("keys that several loggers write are told apart by values; more keys go before fewer", () => {
  const goLogger = (level: string) =>
    detect(rows(9, (i) => ({ time: `2023-01-29T08:42:2${i}Z`, level, msg: `m${i}` })));
  expect(goLogger("INFO")?.name).toBe("slog");
  expect(goLogger("info")?.name).toBe("logrus");
  const pino = (more: Row) => (i: number) => ({
    level: "30",
    time: `16749817420${i}0`,
    pid: "1",
    hostname: "h",
    ...more,
  });
  expect(detect(rows(9, pino({})))?.name).toBe("pino");
  expect(detect(rows(9, pino({ name: "n", msg: "m", v: "0" })))?.name).toBe("bunyan");
});

test("a time that holds no stamps and a duration that few records have are left to others", () => {
  expect(detect(rows(9, (i) => ({ ...zap(i), ts: "now" })))?.presets.time).toBeUndefined();
  const pino = (i: number): Row => ({ level: "30", time: "1674981742000", pid: "1", hostname: "h", msg: `m${i % 4}` });
  const timed = (count: number) => detect(rows(9, (i) => ({ ...pino(i), responseTime: i < count ? "12.5" : "" })));
  expect(timed(4)?.presets.duration).toBeUndefined();
  expect(timed(9)?.presets).toMatchObject({ duration: { column: "responseTime", unit: "ms" }, stampIs: "end" });
});

test("whole seconds come with the column of their nanoseconds", () => {
  const cloud = (i: number): Row => ({
    insertId: `a${i}`,
    logName: "l",
    "timestamp.seconds": "1674981742",
    "timestamp.nanos": String(i),
    textPayload: `m${i % 3}`,
  });
  expect(detect(rows(9, cloud))?.presets).toMatchObject({ time: "timestamp.seconds", nanos: "timestamp.nanos" });
});
