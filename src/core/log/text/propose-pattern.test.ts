import { expect, test } from "vitest";
import { proposePattern } from "./propose-pattern.ts";

/** The pattern learnt from 40 lines, and the share that it reads. */
function learnt(write: (line: number) => string): string {
  const proposal = proposePattern(Array.from({ length: 40 }, (_, line) => write(line)));
  return proposal === undefined ? "none" : `${proposal.share.toFixed(2)} ${proposal.pattern}`;
}

const two = (n: number) => String(n % 60).padStart(2, "0");
const three = (n: number) => String((n * 37) % 1000).padStart(3, "0");
const message = (n: number) => ["Started order", "Order has 3 items: done", "GET /cart took 12 ms", "stop"][n % 4];
const level = (n: number) => ["INFO", "WARN", "DEBUG", "ERROR"][n % 4];
const logger = (n: number) => ["com.example.shop.Orders", "c.e.Cart", "o.s.web.Servlet"][n % 3];
const hex = (n: number, length: number) =>
  (n * 2654435761 + 0x10000000).toString(16).padStart(length, "a1b2c3d4e5f60789").slice(-length);

test.each([
  [
    "logback",
    (n: number) =>
      `2024-01-02 03:04:${two(n)},${three(n)} ${level(n)} [http-exec-${n % 5}] ${logger(n)} - ${message(n)}`,
    "{time:yyyy-MM-dd HH:mm:ss,SSS} {level:level} [{thread}] {logger} - {message:rest}",
  ],
  [
    "Spring Boot",
    (n: number) =>
      `2024-01-02T03:04:${two(n)}.${three(n)}Z ${level(n).padStart(5)} 7 --- [shop] [exec-${n % 5}] [${hex(n, 32)}-${hex(n, 16)}] ${logger(n).padEnd(40)} : ${message(n)}`,
    "{time:yyyy-MM-dd'T'HH:mm:ss.SSSZ} {level:level} {pid:number} --- [{field}] [{thread}] [{trace_id}-{span_id}] {logger} : {message:rest}",
  ],
  [
    "Spring Sleuth",
    (n: number) =>
      `2024-01-02 03:04:${two(n)}.${three(n)} ${level(n).padStart(5)} [shop,${hex(n, 16)},${hex(n + 7, 16)},true] 7 --- [nio-8080-exec-${n % 5}] ${logger(n)} : ${message(n)}`,
    "{time:yyyy-MM-dd HH:mm:ss.SSS} {level:level} [{service},{trace_id},{span_id},{field}] {pid:number} --- [{thread}] {logger} : {message:rest}",
  ],
  [
    "Python logging",
    (n: number) => `2024-01-02 03:04:${two(n)},${three(n)} - shop.orders - ${level(n)} - ${message(n)}`,
    "{time:yyyy-MM-dd HH:mm:ss,SSS} - {logger} - {level:level} - {message:rest}",
  ],
  [
    "OpenStack",
    (n: number) =>
      `2017-05-16 00:00:${two(n)}.${three(n)} 25746 INFO nova.osapi_compute.wsgi.server [req-38101a0b-2096-447d-96ea-a69216${two(n)}15ae 113d3a99 54fadb41 - - -] 10.11.10.1 "GET /v2" status: 200`,
    "{time:yyyy-MM-dd HH:mm:ss.SSS} {pid:number} {level:level} {logger} [{context}] {message:rest}",
  ],
  [
    "glog",
    (n: number) => `${level(n)[0]}0102 03:04:${two(n)}.${three(n)}001   1234 server.go:${n + 10}] ${message(n)}`,
    "{level:level}{time:MMdd HH:mm:ss.SSS} {pid:number} {caller}] {message:rest}",
  ],
  [
    "zap console",
    (n: number) =>
      `2024-01-02T03:04:${two(n)}.${three(n)}+0100\t${level(n).toLowerCase()}\tshop/orders.go:${n + 3}\t${message(n)}`,
    "{time:yyyy-MM-dd'T'HH:mm:ss.SSSZ} {level:level} {caller} {message:rest}",
  ],
  [
    "HDFS",
    (n: number) =>
      `081109 2036${two(n)} ${n} INFO dfs.DataNode$PacketResponder: PacketResponder 1 for block blk_38865049064139660 terminating`,
    "{time:yyMMdd HHmmss} {pid:number} {level:level} {logger}: {message:rest}",
  ],
  [
    "Spark",
    (n: number) => `17/06/09 20:10:${two(n)} ${level(n)} executor.Executor: ${message(n)}`,
    "{time:yy/MM/dd HH:mm:ss} {level:level} {logger}: {message:rest}",
  ],
  [
    "log4j with all of its context",
    (n: number) =>
      `2024-01-02 03:04:${two(n)},${three(n)} ${level(n)} {host=web-${n % 3}, traceId=${hex(n, 32)}} Main - ${message(n)}`,
    "{time:yyyy-MM-dd HH:mm:ss,SSS} {level:level} {{host={host}, traceId={traceId}}} {logger} - {message:rest}",
  ],
  [
    "a bracket of names and values, some empty",
    (n: number) =>
      `2024-01-02 03:04:${two(n)},${three(n)} ${level(n)} [rid=${n % 4 === 0 ? "" : hex(n, 16)} user=u${n}] ${message(n)}`,
    "{time:yyyy-MM-dd HH:mm:ss,SSS} {level:level} [rid={rid} user={user}] {message:rest}",
  ],
  [
    "messages of JSON",
    (n: number) => `2024-01-02 03:04:${two(n)},${three(n)} ${level(n)} {"order": ${n}, "x": "a=b"}`,
    "{time:yyyy-MM-dd HH:mm:ss,SSS} {level:level} {message:rest}",
  ],
  [
    "brackets first",
    (n: number) => `[2024-01-02 03:04:${two(n)}.${three(n)}] [${level(n)}] [${logger(n)}] ${message(n)}`,
    "[{time:yyyy-MM-dd HH:mm:ss.SSS}] [{level:level}] [{logger}] {message:rest}",
  ],
  [
    "level first",
    (n: number) => `${level(n)}  [${two(n)}:01:02,${three(n)}] ${logger(n)}: ${message(n)}`,
    "{level:level} [{time:HH:mm:ss,SSS}] {logger}: {message:rest}",
  ],
  [
    "time and words",
    (n: number) => `2024/01/02 03:04:${two(n)} ${message(n)}`,
    "{time:yyyy/MM/dd HH:mm:ss} {message:rest}",
  ],
  [
    "fractions that are left out",
    (n: number) => `2024-01-02T03:04:${two(n)}${n % 3 === 0 ? "" : `.${three(n)}`}Z ${level(n)} ${message(n)}`,
    "{time:yyyy-MM-dd'T'HH:mm:ss[.SSS]Z} {level:level} {message:rest}",
  ],
])("%s", (_, write, pattern) => {
  expect(learnt(write)).toBe(`1.00 ${pattern}`);
});

test("stack traces count neither for nor against", () => {
  const line = (n: number) =>
    n % 4 === 0 ? `2024-01-02 03:04:${two(n)} ERROR boom` : n % 4 === 1 ? "java.lang.Error: x" : "\tat a.b.C";
  expect(learnt(line)).toBe("0.67 {time:yyyy-MM-dd HH:mm:ss} {level:level} {message:rest}");
});

test("lines of another structure join as alternatives", () => {
  const line = (n: number) =>
    `2024-01-02 03:04:${two(n)} ${n % 5 === 0 ? "plain words here" : `INFO [t-${n}] a.b.C: x`}`;
  expect(learnt(line)).toBe(
    "1.00 {time:yyyy-MM-dd HH:mm:ss} {level:level} [{thread}] {logger}: {message:rest}\n{time:yyyy-MM-dd HH:mm:ss} {message:rest}",
  );
});

test("prose and tables have no pattern", () => {
  expect(learnt((n) => `Call me Ishmael, ${n} years ago.`)).toBe("none");
  expect(learnt((n) => `r${n},2024-01-02T03:04:05Z,start`)).toBe("none");
  expect(learnt((n) => `2024-01-02T03:04:05Z,r${n},start`)).toBe("none");
  expect(proposePattern([])).toBeUndefined();
});
