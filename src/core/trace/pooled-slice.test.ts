import { expect, test } from "vitest";
import { encodeUtf8 } from "../bytes.ts";
import { parseSlice } from "../log/parse-slice.ts";
import type { SourcePlan } from "../log/source-plan.ts";
import { packSlice, unpackSlice } from "./pooled-slice.ts";

test("a slice that is packed and unpacked is the slice, its rejects and counts too", () => {
  const plan: SourcePlan = {
    format: "csv",
    compression: "none",
    delimiter: ",",
    header: true,
    columns: ["r", "t", "m"],
    roles: {
      request: [{ column: "r" }],
      time: { column: "t", unit: "ms" },
      task: [],
      label: [{ column: "m", mined: true }],
      keys: [],
      attributes: [{ name: "m", column: "m" }],
    },
  };
  const bytes = encodeUtf8('r,t,m\na,1,x 5\nb,2,"{""$column"":1}"\n,3,none\nc,4,y,z\n');
  const place = { fileIndex: 0, sliceIndex: 0, byteOffset: 0, start: 0, end: bytes.length, startIsRecord: true };
  const slice = parseSlice(plan, { ...place, bytes, atEnd: true, originNs: 0n, keepPartitions: 64 });
  if ("needMoreBytes" in slice) throw new Error("needs more bytes");
  const pooled = { ...slice, messageOfLabel: Int32Array.of(0, -1, -2) };
  expect(pooled.rejects).toHaveLength(2);
  expect(unpackSlice(packSlice(pooled))).toEqual(pooled);
  expect(unpackSlice(packSlice(slice))).toEqual(slice);
});
