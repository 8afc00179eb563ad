import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventLines } from "../src/core/log/event-lines.ts";
import { ParseService } from "../src/core/log/parse-service.ts";
import type { Outcome } from "../src/core/outcome.ts";
import { memoryFile } from "../src/testing/memory-file.ts";
import { parquetCodec } from "./parquet-codec.ts";

const SAMPLES = join(import.meta.dirname, "../src/core/log/formats/samples");
const CONTEXT = { fileIndex: 0, originNs: 1_709_196_120_000_000_000n, keepPartitions: 64 };

function expectValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value;
}

test("the sample is read as its golden file says: columns and roles, events, rejects, a row", async () => {
  const service = new ParseService(async () => parquetCodec);
  const file = memoryFile("orders.parquet", new Uint8Array(readFileSync(join(SAMPLES, "orders.parquet"))));
  const { plan, columns, reasons } = expectValue(await service.detect(file));
  const said = [...columns.map(({ name, role, examples }) => `${name}: ${role} (${examples.join(", ")})`), ...reasons];
  const jobs = expectValue(await service.rowJobs(file, plan));
  for (const job of jobs) {
    const slice = expectValue(await service.parseRows(file, plan, job, CONTEXT));
    const { records, rejects } = slice.counts;
    said.push(`rows from ${job.firstRow}: ${records} records, ${rejects} rejects`, ...eventLines(slice));
    said.push(...slice.rejects.map(({ line, code, sample }) => `${line} ${code} ${sample}`));
  }
  for (const row of await service.rawRecords(file, plan, [], [5, 17])) said.push(expectValue(row));
  expect(`${said.join("\n")}\n`).toBe(readFileSync(join(SAMPLES, "orders.parquet.golden.txt"), "utf8"));
});
