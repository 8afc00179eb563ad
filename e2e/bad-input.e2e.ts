import { chmod, mkdir, open, truncate, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync, strToU8, zipSync } from "fflate";
import { writeTar } from "../src/testing/tar-writer.ts";
import { AppDriver } from "./app-driver.ts";
import { bytesPart, chooseMadeFile, type FilePart, textPart } from "./bad-files.ts";
import { expect, test } from "./fixture.ts";
import { manyTimesPacked } from "./many-times-packed.ts";
import { peakRendererBytes } from "./renderer-memory.ts";

const MIB = 1 << 20;
const GIB = 1 << 30;
/** Gigabytes are unpacked or read for minutes: not in every run of the tests. */
const isLong = process.env.WHYDUNIT_SLOW === "1";

/** Requests of two events; `from` numbers the first. */
function rows(count: number, from = 0): string {
  return Array.from({ length: count }, (_, i) => {
    const [id, time] = [100_000_000 + from + i, 1_700_000_000_000 + (from + i) * 10];
    return `r${id},${time},web,ask\nr${id},${time + 4},web,answer\n`;
  }).join("");
}
const HEADER = "request,time,host,event\n";
const LOG = HEADER + rows(60);
const LARGE_ROWS = rows(8000);

/** A page with a result, which every failure has to leave as it is. */
async function openWithResult(page: AppDriver["page"], address: string): Promise<AppDriver> {
  const app = new AppDriver(page);
  await app.open(address, { database: "0" });
  await app.dropFiles([{ name: "good.csv", text: LOG }]);
  await app.whenResult();
  return app;
}

/** The sentence of a failure; then goes back to the result before, and sees that it is still there. */
async function refusal(app: AppDriver): Promise<string> {
  await app.whenShown();
  const { phase, message } = await app.analysisState();
  expect(phase).toBe("failed");
  await expect(app.page.getByRole("alert")).toContainText((message ?? "").slice(0, 40));
  expect(await app.layoutProblems()).toEqual([]);
  await app.page.getByRole("button", { name: "Back to the result" }).click();
  await app.whenResult();
  await app.openView("requests");
  await expect(app.page.getByTestId("request-list")).toContainText("r100000");
  return message ?? "";
}

const DEFLATED = zipSync({ "a.csv": strToU8(LOG) });
const encrypted = DEFLATED.slice();
for (let at = 0; at + 4 < encrypted.length; at++) {
  const isEntry =
    encrypted[at] === 0x50 && encrypted[at + 1] === 0x4b && encrypted[at + 2] === 1 && encrypted[at + 3] === 2;
  if (isEntry) encrypted[at + 8] |= 1;
}
const TAR = writeTar([{ path: "a.csv", bytes: strToU8(LOG) }]);
const PNG = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0];
const ELF = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0];
/** A frame of zstd that says a block of 1,000 bytes follows. */
const CUT_ZSTD = [0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, 0x41, 0x1f, 0, 0x61, 0x62];

/** What is dropped, and what must be said of it. */
const REFUSED: readonly (readonly [what: string, name: string, parts: readonly FilePart[], said: RegExp])[] = [
  ["an empty file", "empty.log", [], /empty\.log.*is empty/],
  ["a file of blank lines", "blank.log", [textPart("\n\n  \n")], /blank\.log.*nothing in the file but blank lines/],
  ["a picture", "chart.png", [bytesPart(Uint8Array.from(PNG))], /chart\.png.*no text.*expected logs/],
  ["a program", "server", [bytesPart(Uint8Array.from(ELF))], /server.*no text.*expected logs/],
  ["a cut zip", "cut.zip", [bytesPart(DEFLATED.subarray(0, 200))], /cut\.zip.*cut short or damaged.*copy it again/],
  ["an encrypted zip", "secret.zip", [bytesPart(encrypted)], /secret\.zip.*a\.csv.*encrypted.*password/],
  ["a cut tar", "cut.tar", [bytesPart(TAR.subarray(0, 1200))], /cut\.tar.*(?:cut short|ends).*copy it again/],
  ["a cut zstd", "cut.zst", [bytesPart(Uint8Array.from(CUT_ZSTD))], /cut\.zst.*cut short or damaged.*copy it again/],
  ["gigabytes of zeros in gzip", "bomb.gz", [bytesPart(gzipSync(new Uint8Array(64 * MIB)), 64)], /bomb\.gz.*no text/],
  [
    "a line of a gigabyte",
    "line.log",
    [textPart("abcdefgh".repeat(8192), GIB / 65536)],
    /first line of "line\.log" is longer than the 512 KiB.*one record per line/,
  ],
  [
    "JSON a million deep",
    "deep.json",
    [textPart("[", 1_000_000), textPart("]", 1_000_000)],
    /deep\.json.*(?:deep|neither)/,
  ],
  [
    "JSON lines a million deep",
    "deep.ndjson",
    [textPart('{"a":'), textPart('{"a":', 1_000_000), textPart("1"), textPart("}", 1_000_001)],
    /deep\.ndjson.*first line.*longer than the 512 KiB/,
  ],
];

test("what cannot be read is refused with a sentence, and the result before stays", async ({ page, appAddress }) => {
  const app = await openWithResult(page, appAddress);
  for (const [what, name, parts, said] of REFUSED) {
    await test.step(what, async () => {
      await chooseMadeFile(page, name, parts);
      expect(await refusal(app)).toMatch(said);
    });
  }
});

test("names do not matter: a table called JSON, gzip called a log", async ({ page, appAddress }) => {
  const app = await openWithResult(page, appAddress);
  for (const [name, part] of [
    ["table.json", textPart(LOG)],
    ["packed.log", bytesPart(gzipSync(strToU8(LOG)))],
  ] as const) {
    await chooseMadeFile(page, name, [part]);
    await app.whenIdle();
    await app.whenResult();
    expect((await app.files()).map(([file, , , lines]) => [file, lines])).toEqual([[name, "121"]]);
  }
});

test("a hundred thousand columns leave the page alive", async ({ page, appAddress }) => {
  const app = await openWithResult(page, appAddress);
  const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(",");
  const line = Array.from({ length: 100_000 }, (_, i) => i % 7).join(",");
  await chooseMadeFile(page, "wide.csv", [textPart(`${names}\n`), textPart(`${line}\n`, 20)]);
  await app.whenShown();
  const { phase } = await app.analysisState();
  expect(["failed", "mapping"]).toContain(phase);
  await page.getByRole("button", { name: "Back to the result" }).click();
  await app.whenResult();
});

test("gzip that is cut gives what could be unpacked, with the reason", async ({ page, appAddress }) => {
  const app = await openWithResult(page, appAddress);
  const packed = gzipSync(strToU8(HEADER + LARGE_ROWS), { level: 1 });
  await chooseMadeFile(page, "cut.csv.gz", [bytesPart(packed.subarray(0, packed.length >> 1))]);
  await app.whenShown();
  expect((await app.analysisState()).phase).toBe("ready");
  await expect(app.cutStrip()).toContainText(/cut\.csv\.gz breaks off: .*cut short or damaged.*copy it again/);
  const [[, , , lines]] = await app.files();
  expect(Number(lines.replaceAll(",", ""))).toBeGreaterThan(7000);
});

const LOSSES: readonly (readonly [how: string, lose: (path: string) => Promise<void>])[] = [
  ["changed", (path) => truncate(path, 1000)],
  ["deleted", unlink],
];

for (const [how, lose] of LOSSES) {
  test(`a file that is ${how} while it is read`, async ({ page, appAddress }, info) => {
    const app = new AppDriver(page);
    const path = info.outputPath("growing.csv");
    const file = await open(path, "w");
    await file.write(HEADER);
    for (let block = 0; block < 120; block++) await file.write(rows(20_000, block * 20_000));
    await file.close();
    await app.open(appAddress, { workers: "1", database: "0" });
    await app.chooseFiles([path]);
    await page.waitForFunction(() => (globalThis.whydunit.analysisState().events ?? 0) > 0, null, { polling: 10 });
    await lose(path);
    await app.whenShown();
    expect((await app.analysisState()).phase).toBe("ready");
    await expect(app.cutStrip()).toContainText(
      /growing\.csv was read up to .*changed, moved or cut short\? Drop it again/,
    );
    await page.getByRole("button", { name: "Read again" }).click();
    await app.whenIdle();
    await app.whenShown();
    const { phase, message } = await app.analysisState();
    expect([phase, message]).toEqual(["failed", expect.stringMatching(/growing\.csv.*changed/)]);
    await page.getByRole("button", { name: "Back to the result" }).click();
    await expect(app.cutStrip()).toContainText("growing.csv was read up to");
  });
}

test("a folder of very many small files is one dataset", async ({ page, appAddress }, info) => {
  const folder = info.outputPath("logs");
  await mkdir(folder);
  const count = isLong ? 2000 : 400;
  for (let i = 0; i < count; i++)
    await writeFile(join(folder, `part-${String(i).padStart(4, "0")}.csv`), HEADER + rows(3, i * 3));
  const app = new AppDriver(page);
  await app.open(appAddress, { database: "0" });
  await page.getByTestId("folder-input").setInputFiles(folder);
  await app.whenResult();
  await app.openView("files");
  await expect(page.getByTestId("files")).toContainText("part-0000.csv");
  expect(await app.summary()).toContain(`${(3 * count).toLocaleString("en")} requests`);
});

test("files that may not be read are named", async ({ page, appAddress }, info) => {
  test.skip(process.getuid?.() === 0, "everything may be read by root");
  const path = info.outputPath("locked.csv");
  await writeFile(path, LOG);
  await chmod(path, 0o000);
  const app = await openWithResult(page, appAddress);
  await app.chooseFiles([path]);
  expect(await refusal(app)).toMatch(/locked\.csv.*could not be read/);
});

for (const [name, kind] of [
  ["many.ndjson.gz", "gzip"],
  ["many.zip", "zip"],
] as const) {
  test(`what a file holds beyond its events takes no memory: ${kind}`, async ({ page, appAddress, browser }) => {
    test.skip(!isLong, "unpacks gigabytes: runs in .ci/run");
    test.setTimeout(240_000);
    const event = (i: number) =>
      `{"request_id":"r${1000 + (i >> 1)}","ts":${1_700_000_000_000 + i},"msg":"${i % 2 ? "b" : "a"}"}\n`;
    const events = Array.from({ length: 400 }, (_, i) => event(i)).join("");
    // Lines without a request: counted, shown by their first hundred, kept nowhere.
    const others = '{"ts":1700000000000,"msg":"nobody asked for this"}\n'.repeat(1 << 20);
    const app = new AppDriver(page);
    await app.open(appAddress, { database: "0", workers: "2" });
    await chooseMadeFile(page, name, manyTimesPacked(kind, events, others, 40));
    await app.whenShown();
    if ((await app.analysisState()).phase === "mapping") await app.analyseButton().click();
    await app.whenResult();
    const [[, , , lines]] = await app.files();
    expect(Number(lines.replaceAll(",", ""))).toBe(400 + 40 * (1 << 20));
    const peak = await peakRendererBytes(browser);
    test.info().annotations.push({ type: "peak MiB", description: String(Math.round((peak ?? 0) / MIB)) });
    if (peak !== null) expect(peak).toBeLessThan(900 * MIB);
  });
}

test("gigabytes of honest lines in a few megabytes of gzip are read, and can be stopped", async ({
  page,
  appAddress,
}) => {
  test.skip(!isLong, "unpacks gigabytes: runs in .ci/run");
  test.setTimeout(240_000);
  const app = await openWithResult(page, appAddress);
  const member = gzipSync(strToU8(rows(20_000)));
  const most = [
    bytesPart(gzipSync(strToU8(HEADER))),
    bytesPart(member, Math.ceil((4 * GIB) / (rows(1).length * 20_000))),
  ];
  await chooseMadeFile(page, "bomb.csv.gz", most);
  await page.waitForFunction(() => (globalThis.whydunit.analysisState().events ?? 0) > 3_000_000, null, {
    polling: 100,
  });
  await page.evaluate(() => globalThis.whydunit.cancel?.());
  await app.whenShown();
  expect((await app.analysisState()).phase).toBe("ready");
  await expect(app.cutStrip()).toContainText("Reading was stopped");
});
