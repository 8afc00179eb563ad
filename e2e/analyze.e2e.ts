import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { EXPORTED_FILES } from "./app-automation.ts";
import { expect, test } from "./fixture.ts";
import { ROOT } from "./fresh-build.ts";

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function analyze(...args: string[]): Run {
  return spawnSync(process.execPath, ["e2e/run.mjs", "e2e/analyze.ts", ...args], { cwd: ROOT, encoding: "utf8" });
}

test("files and folders become result files, and nothing was asked of anybody", async ({ appAddress: _ }, info) => {
  const folder = info.outputPath("logs");
  await mkdir(folder);
  const rows = (host: string) =>
    Array.from({ length: 200 }, (_, i) =>
      ["in", "out"]
        .map((event, k) => `r${i},${1_700_000_000_000_000 + i * 1000 + k * 50},${host},main,${event}`)
        .join("\n"),
    ).join("\n");
  await writeFile(`${folder}/a.csv`, `request,time,host,task,event\n${rows("a-1")}\n`);
  const out = info.outputPath("results");
  const run = analyze(folder, "--out", out, "--workers", "1");
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
  for (const name of EXPORTED_FILES) expect(run.stdout).toContain(name);
  const summary = JSON.parse(await readFile(`${out}/summary.json`, "utf8"));
  expect(summary.foreignRequests).toBe(0);
  expect(summary.peakRssBytes === null || summary.peakRssBytes > 10_000_000).toBe(true);
});

test("every failure is one line and a code", async ({ appAddress: _ }, info) => {
  const poem = info.outputPath("poem.txt");
  await writeFile(poem, "roses are red\nviolets are blue\n");
  const out = info.outputPath("results");
  const failures: [Run, number, RegExp][] = [
    [analyze(), 2, /^usage: /],
    [analyze("no-such-file.csv", "--out", out), 2, /^no such file: no-such-file\.csv$/],
    [analyze(poem, "--out", out, "--workers", "none"), 2, /^--workers must be a whole number above 0/],
    [analyze(poem, "--out", out), 1, /\w{3,} \w+/],
  ];
  for (const [run, status, sentence] of failures) {
    expect(run.status).toBe(status);
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(run.stderr.trimEnd()).toMatch(sentence);
    expect(run.stdout).toBe("");
  }
});
