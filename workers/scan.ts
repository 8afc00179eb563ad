import { PartitionScanner } from "../src/core/analysis/partition-scanner.ts";
import type { RawPartition } from "../src/core/trace/raw-partition.ts";
import type { ScanApi, StoredPartition } from "../src/protocol/scan-api.ts";
import { exposeApi } from "./expose.ts";

/** Tables kept unpacked by one worker; the others are read again from their Blobs. */
const CACHE_BYTES = 400 << 20;

/** Loaded only when there is something to encode. */
const encoder = () => import("../src/data/arrow-pieces.ts");

const scanner = new PartitionScanner<Blob>((blob) => blob.arrayBuffer(), CACHE_BYTES);

const api: ScanApi = {
  setContext: (context) => scanner.setContext(context),
  build(raw: RawPartition): StoredPartition {
    const built = scanner.build(raw);
    return { ...built, packed: new Blob([built.packed]) };
  },
  shapes: (sources, rule) => scanner.shapes(sources, rule),
  kinds: (sources, filter) => scanner.kinds(sources, filter),
  sieve: (sources, filter) => scanner.sieve(sources, filter),
  paths: (sources) => scanner.paths(sources),
  filteredPaths: (sources, filter) => scanner.filteredPaths(sources, filter),
  pairEvidence: (sources, queries, filter) => scanner.pairEvidence(sources, queries, filter),
  segmentSpread: (sources, classId, filter) => scanner.segmentSpread(sources, classId, filter),
  eventTimes: (sources, bins, filter) => scanner.eventTimes(sources, bins, filter),
  pathComposition: (sources, classId, bins, filter) => scanner.pathComposition(sources, classId, bins, filter),
  forget: () => scanner.forget(),
  detail: (source, index, filter) => scanner.detail(source, index, filter),
  async tables(sources, fileNames) {
    const [{ arrowBuffers }, tables] = [await encoder(), await scanner.tables(sources, fileNames)];
    const { eventRows, attributes } = tables;
    return { events: arrowBuffers(tables.events), segments: arrowBuffers(tables.segments), eventRows, attributes };
  },
};

exposeApi(api, [
  "build",
  "shapes",
  "kinds",
  "sieve",
  "paths",
  "filteredPaths",
  "segmentSpread",
  "pathComposition",
  "tables",
]);
