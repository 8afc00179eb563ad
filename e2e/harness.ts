/** A page for tests only: it lays the doors of the app (database, workers) open to the tests of this folder. */
import type { DatabaseColumn } from "../src/core/analysis/database-column.ts";
import { dictionaryOf } from "../src/core/dictionary-text.ts";
import { arrowBytes } from "../src/data/arrow-columns.ts";
import { Engine } from "../src/data/engine.ts";
import { QUERIES } from "../src/data/queries.ts";
import { attributeColumnNames, TABLES } from "../src/data/schema.ts";
import { allowWorkerScripts, startModuleWorker } from "../src/protocol/trusted-types.ts";
import { WorkerHandle } from "../src/protocol/worker-handle.ts";
import type { HarnessApi } from "./harness-worker.ts";
import workerUrl from "./harness-worker.ts?worker&url";

allowWorkerScripts([workerUrl]);

const harness = {
  Engine,
  QUERIES,
  TABLES,
  attributeColumnNames,
  startModuleWorker,
  workerUrl,
  calculator: () => new WorkerHandle<HarnessApi>(() => startModuleWorker(workerUrl, "calculator"), "the calculator"),
  syntheticEvents,
  arrowBytes,
  prepareGraph: async (nodes: number, links: number) =>
    (await import("./graph-harness.tsx")).prepareGraph(nodes, links),
};

export type Harness = typeof harness;

Object.assign(globalThis, { harness });

/** `rows` events of `rows / 12` requests as the engine's columns of the table `event`. */
function syntheticEvents(rows: number): DatabaseColumn[] {
  const labels = dictionaryOf(Array.from({ length: 40 }, (_, i) => `label ${i}`));
  const requests = dictionaryOf(Array.from({ length: Math.ceil(rows / 12) }, (_, i) => `request-${i}-é`));
  const ids = (modulus: number, divisor = 1) =>
    Int32Array.from({ length: rows }, (_, i) => Math.floor(i / divisor) % modulus);
  return [
    { name: "request_id", kind: "text", dictionary: requests, ids: ids(2 ** 31, 12) },
    {
      name: "time_ns",
      kind: "bigint",
      values: Float64Array.from({ length: rows }, (_, i) => i * 1001),
      originNs: 1_700_000_000_000_000_123n,
    },
    { name: "task", kind: "text", dictionary: labels, ids: ids(7) },
    { name: "label", kind: "text", dictionary: labels, ids: ids(40) },
    { name: "ordinal", kind: "integer", values: ids(3) },
    { name: "host", kind: "text", dictionary: labels, ids: ids(5) },
    { name: "file", kind: "text", dictionary: labels, ids: ids(2) },
    { name: "line", kind: "bigint", values: Uint32Array.from({ length: rows }, (_, i) => i + 1) },
    { name: "region", kind: "text", dictionary: labels, ids: Int32Array.from({ length: rows }, (_, i) => (i % 4) - 1) },
  ];
}
