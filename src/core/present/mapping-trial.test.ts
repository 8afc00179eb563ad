import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { detectSource } from "../log/detect.ts";
import type { OpenFile } from "../log/open-file.ts";
import { ParseService } from "../log/parse-service.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { changeRow, mappingRows, unusedRow } from "./mapping-rows.ts";
import { tryMapping } from "./mapping-trial.ts";

function openFile(text: string): OpenFile {
  const bytes = encodeUtf8(text);
  return {
    name: "x.csv",
    size: bytes.length,
    read: async (start, end) => bytes.slice(start, end),
    async *stream() {
      yield bytes;
    },
  };
}

function detected(text: string) {
  const head = encodeUtf8(text);
  const found = detectSource({ name: "x.csv", size: head.length, head });
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

/** 20 requests of 4 events; the third line has no time. */
const LINES = Array.from({ length: 80 }, (_, i) => {
  const time = i === 2 ? "soon" : String(1_700_000_000_000 + i * 7);
  return `7f3a9c${10 + Math.floor(i / 4)},${time},web-${i % 2},page,step ${"abcd"[i % 4]} took ${i} ms`;
});
const TEXT = `rid,ts,host,task,text\n${LINES.join("\n")}\n`;

test("a mapping is tried on the first records: what each row takes, and what comes of the sample", async () => {
  const file = openFile(TEXT);
  const detection = detected(TEXT);
  let rows = mappingRows(detection, detection.plan, true);
  const at = (column: string) => rows.findIndex((row) => row.column === column);
  rows = changeRow(rows, at("ts"), { role: "time", unit: "ms" });
  rows = changeRow(rows, at("rid"), { role: "request" });
  rows = changeRow(rows, at("text"), { role: "label", pattern: "^step \\w" });
  const trial = await tryMapping(new ParseService(), file, detection.plan, rows);
  if (!trial.ok) throw new Error(trial.failure.message);
  const { preview, effects, sample } = trial.value;
  expect(preview.columns).toEqual(["rid", "ts", "host", "task", "text"]);
  expect(preview.rows).toHaveLength(10);
  expect(effects[at("text")]).toMatchObject({ ok: true, values: expect.arrayContaining(["step a", "step d"]) });
  expect(effects[at("ts")]).toMatchObject({ ok: true });
  expect(sample).toMatchObject({
    records: 79,
    rejects: 1,
    events: 79,
    requests: 20,
    medianEvents: 4,
    labels: 4,
    kinds: 4,
    hosts: 2,
    tasks: 1,
    worst: { count: 1, line: 4 },
  });
  expect(sample?.labelExamples).toEqual(["step a", "step b", "step d", "step c"]);
});

test("what cannot be used is told per row, and nothing is read under it", async () => {
  const detection = detected(TEXT);
  const rows = mappingRows(detection, detection.plan, true);
  const broken = rows.map((row) => (row.column === "rid" ? { ...row, role: "request" as const, pattern: "(" } : row));
  const trial = await tryMapping(new ParseService(), openFile(TEXT), detection.plan, broken);
  if (!trial.ok) throw new Error(trial.failure.message);
  expect(trial.value.effects[0]).toMatchObject({ ok: false, message: expect.stringContaining("regular expression") });
  expect(trial.value.sample).toBe(null);
});

test("a format that fixes its roles has no rows, but a preview and a sample", async () => {
  const span = (at: number) =>
    `{"traceID":"t${at >> 1}","spanID":"s${at}","operationName":"op","startTime":${1_700_000_000_000_000 + at},"duration":5,"processID":"p"}`;
  const text = `{"data":[{"spans":[${[0, 1, 2, 3].map(span).join(",")}],"processes":{"p":{"serviceName":"web"}}}]}`;
  const trial = await tryMapping(new ParseService(), openFile(text), { format: "jaeger", compression: "none" }, []);
  if (!trial.ok) throw new Error(trial.failure.message);
  expect(trial.value.preview.rows).toHaveLength(4);
  expect(trial.value.sample).toMatchObject({ records: 4, events: 8, requests: 2, medianEvents: 4, kinds: 2 });
});

test("a file without records says so", async () => {
  const { plan } = detected(TEXT);
  expect(await tryMapping(new ParseService(), openFile("rid,ts,host,task,text\n"), plan, [])).toMatchObject({
    ok: false,
    failure: { code: "I_EMPTY" },
  });
});

test("an assumption of the plan moves the times that are shown, the range, and what the warning says", async () => {
  const lines = LINES.map((line, i) => {
    const at = new Date(1_700_000_000_000 + i * 1007).toISOString().slice(0, 23).replace("T", " ");
    return line.replace(/,[^,]+,/, `,${at},`);
  });
  const text = `rid,ts,host,task,text\n${lines.join("\n")}\n`;
  const { plan, columns } = detected(text);
  const rows = mappingRows({ columns }, plan, true);
  const tried = async (assume: SourcePlan["assume"]) => {
    const trial = await tryMapping(new ParseService(), openFile(text), { ...plan, ...(assume && { assume }) }, rows);
    if (!trial.ok) throw new Error(trial.failure.message);
    return trial.value;
  };
  const [utc, moved] = [await tried(undefined), await tried({ zone: 60 })];
  expect([utc.clocks[0], moved.clocks[0]]).toEqual(["2023-11-14 22:13:20.000", "2023-11-14 21:13:20.000"]);
  expect(moved.stampRangeNs.min).toBe(utc.stampRangeNs.min - 3_600_000_000_000n);
  expect(moved.warnings.find(({ code }) => code === "T_NO_ZONE")?.sentence).toContain("UTC+01:00");
  const time = rows.findIndex(({ role }) => role === "time");
  expect(moved.effects[time]).toMatchObject({ values: moved.clocks.slice(0, 10) });
});

test("rows of a pattern that was edited are tried, whatever roles the plan had before", async () => {
  const text = `${LINES.map((line) => line.replaceAll(",", " ")).join("\n")}\n`;
  const names = ["rid", "ts", "host", "task", "text"].map((column) => ({ ...unusedRow(column, []), role: "ignore" }));
  const roles = { request: [{ column: "gone" }], time: { column: "lost", unit: "ms" }, label: [{ column: "gone" }] };
  const base = {
    format: "text",
    compression: "none",
    pattern: "{rid} {ts} {host} {task} {text:rest}",
    roles: { ...roles, task: [], keys: [], attributes: [] },
  } as SourcePlan;
  const given = ["request", "time", "host", "task", "label"] as const;
  const rows = names.map((row, at) => ({ ...row, role: given[at], unit: "ms" as const }));
  const trial = await tryMapping(new ParseService(), openFile(text), base, rows);
  if (!trial.ok) throw new Error(trial.failure.message);
  expect(trial.value.sample).toMatchObject({ requests: 20, hosts: 2 });
});
