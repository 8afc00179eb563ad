import fc from "fast-check";
import { expect, test } from "vitest";
import { isConserved, readWhole } from "../../../testing/sliced-reading.ts";
import { encodeUtf8 } from "../../bytes.ts";
import { type Detection, detectSource } from "../detect.ts";

function detect(lines: readonly string[]): Detection {
  const head = encodeUtf8(`${lines.join("\n")}\n`);
  const outcome = detectSource({ name: "file", size: head.length, head });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

const lines = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i));
const stamp = (i: number, digits = 3) =>
  new Date(1674981742000 + i * 137)
    .toISOString()
    .replace("Z", "000000")
    .slice(0, 19 + (digits > 0 ? digits + 1 : 0));
const request = (i: number) => `req-${String(1000 + (i >> 2))}`;
const steps = ["received", "loaded cart", "charged card", "sent answer"];
const pino = (i: number) =>
  JSON.stringify({
    level: 30,
    time: 1674981742000 + i * 137,
    pid: 7,
    hostname: `h${i % 2}`,
    reqId: request(i),
    msg: steps[i % 4],
  });
const text = (i: number, digits = 3) => `${stamp(i, digits).replace("T", " ")} INFO [${request(i)}] ${steps[i % 4]}`;
const docker = (i: number, log: string) => JSON.stringify({ log, stream: "stdout", time: `${stamp(i, 9)}Z` });
const field = (value: string) => `"${value.replaceAll('"', '""')}"`;

test("three layers are taken off, and told in words", () => {
  const shipped = (i: number) => JSON.stringify({ line: docker(i, `${pino(i)}\n`), pod: `p${i % 3}` });
  const { plan, reasons, confidence } = detect(["node,shipped", ...lines(40, (i) => `n${i % 2},${field(shipped(i))}`)]);
  expect(plan.envelopes?.map(({ kind }) => kind)).toEqual(["csv", "json", "docker"]);
  expect(plan).toMatchObject({ format: "ndjson", roles: { request: [{ column: "reqId" }], time: { column: "time" } } });
  expect(reasons[0]).toBe(
    'CSV with JSON in "shipped" around JSON with JSON in "line" around docker JSON around 40 JSON objects, one per line (pino)',
  );
  expect(confidence).toBeGreaterThanOrEqual(0.9);
});

test("a fourth layer is left on", () => {
  const four = (i: number) =>
    JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ c: docker(i, `${pino(i)}\n`) }) }) });
  expect(detect(lines(40, four)).plan.envelopes).toHaveLength(3);
});

test("the layer by itself is offered too, but nobody is asked", () => {
  const { alternatives, confidence } = detect(lines(40, (i) => docker(i, `${text(i)}\n`)));
  expect(alternatives?.map(({ plan }) => [plan.format, plan.envelopes])).toEqual([["ndjson", undefined]]);
  expect(confidence).toBeGreaterThan(0.5);
});

test("messages of loggers are no envelopes, and text that cannot be read leaves the layer as it is", () => {
  expect(detect(lines(40, pino)).plan.envelopes).toBeUndefined();
  expect(detect(lines(40, (i) => docker(i, `${request(i)} ${steps[i % 4]}\n`))).plan).toMatchObject({
    format: "ndjson",
  });
});

test("docker's line ends may have been stripped: then nothing is joined", () => {
  const of = (end: string) => detect(lines(40, (i) => docker(i, pino(i) + end))).plan.envelopes?.[0];
  expect(of("\n")).toEqual({ kind: "docker" });
  expect(of("")).toEqual({ kind: "json", content: "log", fields: ["stream", "time"] });
});

test("the innermost stamp of at least ms is the time, else the outer one; the outer one tells what the inner lacks", () => {
  const timeOf = (line: (i: number) => string) => {
    const roles = detect(lines(40, (i) => docker(i, `${line(i)}\n`))).plan.roles;
    return [roles?.time.column, roles?.outerTime?.column];
  };
  expect(timeOf((i) => text(i))).toEqual(["time", "@time"]);
  expect(timeOf((i) => text(i, 0))).toEqual(["@time", undefined]);
  expect(timeOf(pino)).toEqual(["time", undefined]);
});

test("a second format joins if it reads enough of what the first does not, and its roles are found", () => {
  const mixed = (others: number, other: (i: number) => string) =>
    detect(lines(100, (i) => (i % Math.floor(100 / others) === 1 ? other(i) : text(i)))).plan.others?.map(
      ({ format }) => format,
    );
  expect(mixed(20, pino)).toEqual(["ndjson"]);
  expect(mixed(4, pino)).toEqual(["ndjson"]);
  expect(mixed(2, pino)).toBeUndefined();
  expect(mixed(20, (i) => `\tat shop.Pay.charge(Pay.java:${i})`)).toBeUndefined();
  expect(mixed(20, (i) => JSON.stringify({ note: i }))).toBeUndefined();
});

test("JSON that begins with a line of text, and text that begins with JSON, are seen by what most lines are", () => {
  expect(detect(["starting up", ...lines(40, pino)]).plan).toMatchObject({ format: "ndjson" });
  expect(detect([JSON.stringify({ started: true }), ...lines(40, (i) => text(i))]).plan).toMatchObject({
    format: "text",
  });
});

test("detection of mutated samples never throws, and what it finds reads every line", () => {
  const wrapped = [
    lines(30, (i) => docker(i, `${text(i)}\n`)),
    lines(30, (i) => `${stamp(i, 9)}Z stdout F ${pino(i)}`),
    ["node,log", ...lines(30, (i) => `n,${field(docker(i, `${pino(i)}\n`))}`)],
    lines(30, (i) => `<13>Jan 29 08:42:2${i % 10} h app[1]: ${pino(i)}`),
  ].map((one) => `${one.join("\n")}\n`);
  fc.assert(
    fc.property(
      fc.constantFrom(...wrapped),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 30 }),
      (sample, changes) => {
        const head = encodeUtf8(sample);
        for (const [at, byte] of changes) head[at % head.length] = byte;
        const outcome = detectSource({ name: "file", size: head.length, head });
        if (!outcome.ok) expect(outcome.failure.code).toMatch(/^I_/);
        else expect(isConserved(readWhole(outcome.value.plan, head), head)).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});
