import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { test } from "vitest";
import { ParseService } from "../src/core/log/parse-service.ts";
import type { SourcePlan } from "../src/core/log/source-plan.ts";
import { mutatedBytes } from "../src/testing/byte-mutator.ts";
import { FUZZ_DEADLINE_MS, fuzz } from "../src/testing/fuzz.ts";
import { memoryFile } from "../src/testing/memory-file.ts";
import { checkReading } from "../src/testing/reading-laws.ts";
import { parquetCodec } from "./parquet-codec.ts";

const SAMPLE = join(import.meta.dirname, "../src/core/log/formats/samples/orders.parquet");
const ROWS = 40;

function written(codec: "UNCOMPRESSED" | "SNAPPY"): Uint8Array {
  const numbers = Array.from({ length: ROWS }, (_, i) => i);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "request_id", data: numbers.map((i) => `r${i >> 2}`) },
        { name: "time", data: numbers.map((i) => new Date(1_700_000_000_000 + i * 7)) },
        { name: "event", data: numbers.map((i) => ["start", "work", "done"][i % 3]) },
        { name: "size", data: numbers.map((i) => i * 1.5), encoding: "BYTE_STREAM_SPLIT" },
        { name: "count", data: numbers, encoding: "DELTA_BINARY_PACKED" },
      ],
      codec,
      rowGroupSize: 25,
    }),
  );
}

const files = [new Uint8Array(readFileSync(SAMPLE)), written("UNCOMPRESSED"), written("SNAPPY")];

test("damaged Parquet files give rows or a failure", { timeout: FUZZ_DEADLINE_MS }, async () => {
  const service = new ParseService(async () => parquetCodec);
  const plans: SourcePlan[] = [];
  for (const bytes of files) {
    const found = await service.detect(memoryFile("a.parquet", bytes));
    if (!found.ok) throw new Error(found.failure.message);
    plans.push(found.value.plan);
  }
  await fuzz({
    name: "parquet",
    make: (rng) => mutatedBytes(rng.pick(files), rng, files),
    check: (bytes, rng) => {
      return checkReading(service, { file: memoryFile("a.parquet", bytes), recipe: rng.pick(plans) }, rng);
    },
  });
});
