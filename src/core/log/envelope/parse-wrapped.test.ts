import fc from "fast-check";
import { expect, test } from "vitest";
import { type FileReading, isConserved, readBlocks, readSliced, readWhole } from "../../../testing/sliced-reading.ts";
import { encodeUtf8 } from "../../bytes.ts";
import type { Envelope, OtherPlan, Roles, SourcePlan } from "../source-plan.ts";

const roles: Roles = {
  request: [{ column: "request" }],
  time: { column: "time", unit: "ms" },
  task: [],
  label: [{ column: "message" }],
  keys: [],
  attributes: [],
};
const text: OtherPlan = {
  format: "text",
  pattern: "{time:number} {level:level} [{request}] {message:rest}",
  roles: { ...roles, attributes: [{ column: "level", name: "level" }] },
};
const json: OtherPlan = {
  format: "ndjson",
  roles: {
    ...roles,
    request: [{ column: "id" }],
    time: { column: "ts", unit: "ms" },
    label: [{ column: "msg" }],
    attributes: [{ column: "@stream", name: "stream" }],
  },
};

function plan(main: OtherPlan, envelopes: readonly Envelope[], others: readonly OtherPlan[] = []): SourcePlan {
  return { ...main, compression: "none", envelopes, ...(others.length > 0 && { others }) };
}

const CRI: Envelope = { kind: "cri" };
const DOCKER: Envelope = { kind: "docker" };
const CSV: Envelope = { kind: "csv", delimiter: ",", header: true, columns: ["pod", "log"], content: "log" };

const cri = (stream: string, tag: string, line: string) => `2016-10-06T00:17:09.669794202Z ${stream} ${tag} ${line}`;
const docker = (stream: string, log: string) => JSON.stringify({ log, stream, time: "2016-10-06T00:17:09.669794202Z" });
const field = (value: string) => `"${value.replaceAll('"', '""')}"`;

function read(of: SourcePlan, lines: readonly string[]): FileReading {
  return readWhole(of, encodeUtf8(lines.join("\n")));
}

test("docker around text: fields of both, stack traces, colours, blank lines, what is no docker line", () => {
  const outer = { ...roles, attributes: [{ column: "@time", name: "logged" }], host: { column: "@stream" } };
  const { events, rejects, counts } = read(plan({ ...text, roles: outer }, [DOCKER]), [
    `\ufeff${docker("stdout", "1 INFO [r1] start\n")}`,
    docker("stderr", "  at a.b.C(C.java:3)\n"),
    docker("stdout", "\n"),
    docker("stdout", '\u001b[32m2 WARN\u001b[0m [r2] a \u00e9 "b"\r\n'),
    "",
    '{"stream":"stdout"}',
    "plain",
    docker("stdout", "no such line\n"),
    docker("stdout", "3 INFO [r3] last\n").slice(0, 30),
  ]);
  expect(events).toEqual([
    "0 r1 1000000 stdout stdout start 2016-10-06T00:17:09.669794202Z",
    '3 r2 2000000 stdout stdout a é "b" 2016-10-06T00:17:09.669794202Z',
  ]);
  expect(rejects).toEqual(["5 P_SYNTAX", "6 P_SYNTAX", "7 P_SYNTAX", "8 F_TRUNC_TAIL"]);
  expect(counts).toEqual({ lines: 9, records: 2, continuations: 1, blank: 2, duplicates: 0, rejects: 4 });
});

test("pieces are joined per stream; the record is that of its first piece", () => {
  const { events, counts } = read(plan(json, [CRI]), [
    cri("stdout", "P", '{"ts":1,"id":"r1",'),
    cri("stderr", "F", '{"ts":2,"id":"r2","msg":"between"}'),
    cri("stderr", "P:x", '{"ts":3,"id":"r3","m'),
    cri("stdout", "P", '"msg":"a'),
    cri("stdout", "F", ' b"}'),
    cri("stderr", "F", 'sg":"c"}'),
    cri("stdout", "P", '{"ts":4,"id":"r4","msg":"the file ends"}'),
  ]);
  expect(events).toEqual([
    "0 r1 1000000  host a b stdout",
    "1 r2 2000000  host between stderr",
    "2 r3 3000000  host c stderr",
    "6 r4 4000000  host the file ends stdout",
  ]);
  expect(counts).toEqual({ lines: 7, records: 4, continuations: 3, blank: 0, duplicates: 0, rejects: 0 });
  const pieces = [docker("a", "1 INFO [r"), docker("b", "2 INFO [s] x\n"), docker("a", "1] y \\n"), docker("a", "z\n")];
  expect(read(plan(text, [DOCKER]), pieces).events).toEqual([
    "0 r1 1000000  host y \\nz INFO",
    "1 s 2000000  host x INFO",
  ]);
});

test("a line whose end is lost is taken as it is; at most 1 MiB of a line are joined", () => {
  const filler = Array.from({ length: 5 }, () => cri("stdout", "F", `2 INFO [r2] ${"x".repeat(1 << 20)}`));
  const lost = [cri("stderr", "P", "1 INFO [r1] lost"), ...filler, cri("stderr", "F", "3 INFO [r3] next")];
  expect(read(plan(text, [CRI]), lost).events.filter((line) => !line.includes("xxx"))).toEqual([
    "0 r1 1000000  host lost INFO",
    "6 r3 3000000  host next INFO",
  ]);
  const long = [1, 2, 3].map((n) => cri("stdout", n < 3 ? "P" : "F", `${n} INFO [r1] ${"y".repeat(700_000)}`));
  const reading = read(plan(text, [CRI]), [...long, cri("stdout", "F", "9 INFO [r2] z")]);
  expect(reading.counts).toMatchObject({ lines: 4, records: 2, continuations: 2 });
  expect(reading.events[0].length).toBeLessThan(1.1 * (1 << 20));
});

test("three layers: CSV around docker around JSON", () => {
  const threefold = plan(
    {
      ...json,
      roles: { ...roles, request: [{ column: "id" }], time: { column: "ts", unit: "ms" }, host: { column: "@@@pod" } },
    },
    [CSV, { kind: "docker" }, { kind: "json", content: "inner", fields: ["level"] }],
  );
  const line = (n: number) => docker("stdout", `${JSON.stringify({ level: "a", inner: { ts: n, id: `r${n}` } })}\n`);
  const { events, rejects, counts } = read(threefold, [
    "pod,log",
    `p1,${field(line(1))}`,
    `"p\n2",${field(line(2))}`,
    "",
    "pod,log",
    `p3,${field('{"log":"x\\n"}')}`,
    `p4,${field(line(4))},more`,
    `p5,"x" y`,
    `p6,${field(line(6))}`,
  ]);
  expect(events).toEqual([
    "1 r1 1000000 p1 p (unlabelled)",
    "2 r2 2000000 p\n2 p (unlabelled)",
    "9 r6 6000000 p6 p (unlabelled)",
  ]);
  expect(rejects).toEqual(["6 P_SYNTAX", "7 P_COLUMNS_MANY", "8 P_QUOTE"]);
  expect(counts).toEqual({ lines: 10, records: 3, continuations: 1, blank: 3, duplicates: 0, rejects: 3 });
});

test("a prefix told by a pattern", () => {
  const prefix: Envelope = {
    kind: "text",
    pattern: "<{pri:number}>{stamp:MMM d HH:mm:ss} {host} {app}{?[{pid}]}: {line:rest}",
    content: "line",
  };
  const wrapped = plan({ ...json, roles: { ...(json.roles ?? roles), host: { column: "@host" }, attributes: [] } }, [
    prefix,
  ]);
  const { events, counts } = read(wrapped, [
    '<13>Oct  6 00:17:09 web-1 app[7]: {"ts":1,"id":"r1","msg":"a"}',
    '<13>Oct  6 00:17:09 web-2 app: {"ts":2,"id":"r1","msg":"b"}',
    "<13>Oct  6 00:17:09 web-2 app: started",
  ]);
  expect(events).toEqual(["0 r1 1000000 web-1 web a", "1 r1 2000000 web-2 web b"]);
  expect(counts).toMatchObject({ records: 2, rejects: 1 });
});

test("each line is read by the first format that it fits; columns are those of all formats", () => {
  const mixed = plan(text, [CRI], [json, { format: "logfmt", roles: { ...roles, label: [{ column: "msg" }] } }]);
  const { events, counts, formats } = read(mixed, [
    cri("stdout", "F", "1 INFO [r1] text"),
    cri("stderr", "F", '{"ts":2,"id":"r1","msg":"json"}'),
    cri("stdout", "F", "time=3 request=r1 msg=logfmt"),
    cri("stdout", "F", "4 INFO [r1] text"),
    cri("stdout", "F", "  at a.b.C"),
    cri("stdout", "F", '{"ts":5,"msg":"no request"}'),
  ]);
  expect(events).toEqual([
    "0 r1 1000000  host text INFO –",
    "1 r1 2000000  host json – stderr",
    "2 r1 3000000  host logfmt – –",
    "3 r1 4000000  host text INFO –",
  ]);
  expect(formats).toEqual([2, 1, 1]);
  expect(counts).toEqual({ lines: 6, records: 4, continuations: 1, blank: 0, duplicates: 0, rejects: 1 });
});

test("several objects on a line: the line counts once, the others are extra", () => {
  const one = (n: number) => `{"ts":${n},"id":"r${n}","msg":"m"}`;
  const lines = [
    `${one(1)}${one(2)} ${one(3)}`,
    `${one(4)}{"ts":5}`,
    `${one(6)}{"x`,
    `${one(7)}]`,
    `{"ts":8}${one(9)}`,
  ];
  for (const envelopes of [[], [CRI]]) {
    const wrapped = lines.map((line) => (envelopes.length > 0 ? cri("stdout", "F", line) : line));
    const { events, counts, rejects } = read(
      plan({ ...json, roles: { ...(json.roles ?? roles), attributes: [] } }, envelopes),
      [...wrapped],
    );
    // Of one line, events are in the order of their requests' partitions.
    expect(events.map((event) => event.slice(0, 4)).sort()).toEqual(["0 r1", "0 r2", "0 r3", "1 r4", "2 r6", "4 r9"]);
    expect(rejects).toEqual(["3 P_SYNTAX", "4 K_NO_REQ"]);
    expect(counts).toEqual({ lines: 5, records: 3, continuations: 0, blank: 0, duplicates: 0, rejects: 2, extra: 3 });
  }
});

const content = fc.constantFrom(
  "1 INFO [r1] start",
  '{"ts":2,"id":"r2","msg":"x"}',
  '{"ts":2,"id":"r2"}{"ts":3,"id":"r3"}',
  "4 WARN [r4] \u001b[32ma\u001b[0m",
  "  at a.b.C",
  "",
  "# note",
  "Running on machine: a",
  '{"ts":2,"id":"r',
  '2","msg":"x"}',
  "é".repeat(9),
);
const stream = fc.constantFrom("stdout", "stderr", "stdout");
const criLine = fc.tuple(stream, fc.constantFrom("F", "P", "F", "F"), content).map((parts) => cri(...parts));
const dockerLine = fc
  .tuple(stream, content, fc.constantFrom("\n", "\r\n", "\n", ""))
  .map(([of, line, end]) => docker(of, line + end));
const noise = fc.constantFrom("", "\0\0", "\0\0plain", "{", '{"log":1}', '"', "2016-10-06T00:17:09Z stdout");
const csvLine = fc
  .tuple(fc.constantFrom("p", '"p\nq"', '"p'), dockerLine)
  .map(([pod, line]) => `${pod},${field(line)}`);

const cases: readonly (readonly [string, fc.Arbitrary<string>, SourcePlan])[] = [
  ["CRI", criLine, plan(text, [CRI], [json])],
  ["CRI around JSON", criLine, plan(json, [CRI])],
  ["docker", dockerLine, plan(json, [DOCKER], [text])],
  ["CSV around docker", csvLine, plan(text, [CSV, DOCKER], [json])],
  ["JSON", dockerLine, plan(text, [{ kind: "json", content: "log", fields: ["stream"] }])],
  ["no envelope", content, plan(json, [], [text])],
];

test.each(cases)(
  "%s: any slicing and any blocks give one sequential read, and every line is accounted for",
  (_, line, of) => {
    const lines = fc.array(fc.tuple(fc.oneof({ weight: 8, arbitrary: line }, noise), fc.constantFrom("\n", "\r\n")), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        lines,
        fc.nat(3),
        fc.array(fc.nat(1500), { maxLength: 6 }),
        fc.nat(60),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 300 }),
        (parts, cut, cuts, reach, chunk, target) => {
          const whole = encodeUtf8(parts.map((pair) => pair.join("")).join(""));
          const bytes = whole.slice(0, Math.max(0, whole.length - cut));
          const reading = readWhole(of, bytes);
          expect(isConserved(reading, bytes)).toBe(true);
          expect(readSliced(of, bytes, cuts, reach, 60)).toEqual(reading);
          expect(readBlocks(of, bytes, chunk, target)).toEqual(reading);
        },
      ),
      { numRuns: 100 },
    );
  },
);

test.each(cases)("%s: any bytes give results, and the same in any slicing", (_, line, of) => {
  const mutated = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }))
    .map(([parts, changes]) => {
      const bytes = encodeUtf8(parts.join("\n"));
      for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
      return bytes;
    });
  fc.assert(
    fc.property(mutated, fc.array(fc.nat(900), { maxLength: 4 }), (bytes, cuts) => {
      const reading = readWhole(of, bytes);
      expect(isConserved(reading, bytes)).toBe(true);
      expect(readSliced(of, bytes, cuts, 40, 60)).toEqual(reading);
    }),
    { numRuns: 100 },
  );
});
