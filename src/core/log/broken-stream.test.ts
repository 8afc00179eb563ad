import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { BlockReader } from "./file-reading.ts";
import type { SourcePlan } from "./source-plan.ts";

const PLAN = { format: "ndjson", compression: "gzip" } as unknown as SourcePlan;

async function* brokenOff(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield encodeUtf8(chunk);
  throw new Error("the archive was cut short");
}

async function read(...chunks: string[]): Promise<string[]> {
  const reader = new BlockReader(brokenOff(...chunks), PLAN, 8);
  const told: string[] = [];
  try {
    for (;;) {
      const block = await reader.next();
      if (!block.ok || block.value === null) return [...told, "an end"];
      told.push(new TextDecoder().decode(block.value.bytes));
    }
  } catch (error) {
    return [...told, String(error)];
  }
}

test("whole records before the place where a stream breaks off are given first", async () => {
  const error = "Error: the archive was cut short";
  expect(await read('{"a":1}\n{"a":2}\n', '{"a":3}\n{"a')).toEqual(['{"a":1}\n', '{"a":2}\n', '{"a":3}\n', error]);
  expect(await read("{}\n{}\n{")).toEqual(["{}\n{}\n", error]);
  expect(await read("{")).toEqual([error]);
  expect(await read()).toEqual([error]);
});
