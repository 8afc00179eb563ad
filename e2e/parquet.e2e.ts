import { mkdir, writeFile } from "node:fs/promises";
import { parquetWriteBuffer } from "hyparquet-writer";
import { AppDriver } from "./app-driver.ts";
import { expect, test } from "./fixture.ts";

test("a Parquet file dropped in becomes a model, and its rows can be read again", async ({
  page,
  appAddress,
}, info) => {
  const log = info.outputPath("orders.parquet");
  await writeFile(log, ordersParquet(0, 300));
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.chooseFiles([log]);
  await app.whenIdle();
  expect(await app.analysisState()).toMatchObject({ phase: "ready" });
  const [[name, format]] = await app.files();
  expect([name, format].join(" ")).toContain("orders.parquet");
  await app.findRequest("order-17");
  const { place, text } = await app.rawLine(0);
  expect(place).toMatch(/orders\.parquet/);
  expect(JSON.parse(text)).toMatchObject({ request_id: "order-17", event: "accept" });
});

test("a folder of Parquet files with columns in its path is read as one", async ({ page, appAddress }, info) => {
  const folder = info.outputPath("table");
  for (const [day, first] of [
    ["2023-11-14", 0],
    ["2023-11-15", 100],
  ] as const) {
    await mkdir(`${folder}/day=${day}`, { recursive: true });
    await writeFile(`${folder}/day=${day}/part-0.parquet`, ordersParquet(first, 100));
  }
  const app = new AppDriver(page);
  await app.open(appAddress);
  await page.locator('[data-testid="folder-input"]').setInputFiles(folder);
  await app.whenIdle();
  expect(await app.analysisState()).toMatchObject({ phase: "ready" });
  expect((await app.files()).map(([name]) => name)).toEqual([
    expect.stringContaining("day=2023-11-14/part-0.parquet"),
    expect.stringContaining("day=2023-11-15/part-0.parquet"),
  ]);
  await app.findRequest("order-117");
  const { text } = await app.rawLine(0);
  expect(JSON.parse(text)).toMatchObject({ request_id: "order-117", day: "2023-11-15" });
});

test("a Parquet file that was cut short is explained", async ({ page, appAddress }, info) => {
  const log = info.outputPath("cut.parquet");
  const whole = ordersParquet(0, 50);
  await writeFile(log, whole.subarray(0, whole.length - 200));
  const app = new AppDriver(page);
  await app.open(appAddress);
  await app.chooseFiles([log]);
  await app.whenIdle();
  const { phase, message } = await app.analysisState();
  expect(phase).toBe("failed");
  expect(message).toContain("damaged");
});

/** Requests in which charging a card and reserving goods run side by side, and the reply waits for both. */
function ordersParquet(first: number, count: number): Uint8Array {
  const rows = Array.from({ length: count }, (_, i) => {
    const order = first + i;
    const start = 1_700_000_000_000_000 + order * 50_000;
    // Whichever takes longer alternates, so that neither order survives.
    const charge = 3000 + ((order * 7919) % 5000);
    const reserve = 3000 + ((order * 104_729) % 5000);
    return [
      [start, "web-1", "front", "accept"],
      [start + 1000, "pay-1", "payment", "charge start"],
      [start + 1100, "stock-1", "stock", "reserve start"],
      [start + 1000 + charge, "pay-1", "payment", "charge done"],
      [start + 1100 + reserve, "stock-1", "stock", "reserve done"],
      [start + 1500 + Math.max(charge, reserve), "web-1", "front", "reply"],
    ].map(([time, host, task, event]) => ({ id: `order-${order}`, time: Number(time), host, task, event }));
  }).flat();
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "request_id", data: rows.map(({ id }) => id) },
        { name: "time", data: rows.map(({ time }) => BigInt(time)) },
        { name: "host", data: rows.map(({ host }) => host) },
        { name: "task", data: rows.map(({ task }) => task) },
        { name: "event", data: rows.map(({ event }) => event) },
      ],
      schema: [
        { name: "root", num_children: 5 },
        { name: "request_id", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
        { name: "time", type: "INT64", converted_type: "TIMESTAMP_MICROS", repetition_type: "REQUIRED" },
        { name: "host", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
        { name: "task", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
        { name: "event", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
      ],
      rowGroupSize: 700,
    }),
  );
}
