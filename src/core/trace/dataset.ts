import type { Dictionary } from "../dictionary.ts";
import { entryCount } from "../dictionary.ts";
import { Interner } from "../interner.ts";
import type { LabelMining } from "../label/label-mining.ts";
import type { Catalog } from "./catalog.ts";
import type { FileCut, UnfinishedFile } from "./file-cut.ts";
import { fileCuts } from "./file-cut.ts";
import type { FileReport } from "./file-report.ts";
import { fileReports, withWarning } from "./file-report.ts";
import type { LineIndex } from "./line-index.ts";
import { lineBases, lineIndexOf } from "./line-index.ts";
import type { CanonicalNames } from "./name-merger.ts";
import type { NativeLabels } from "./native-labels.ts";
import type { RawPartition } from "./raw-partition.ts";
import { hasMixedIds, otherForms, RequestIds } from "./request-ids.ts";
import { sourceResolutions } from "./source-resolutions.ts";
import type { StoredSlice } from "./stored-slice.ts";

/** A finished set of slices. Partitions may be taken in any order, each as often as needed until `release`. */
export class Dataset {
  readonly catalog: Catalog;
  readonly eventCount: number;
  private readonly reports: readonly FileReport[];
  private readonly lineBases: Float64Array;
  private readonly lineIndices: readonly LineIndex[];
  private readonly resolutionOf: readonly Uint8Array[];
  /** Ids of requests are written in several forms. */
  private readonly isMixed: boolean;

  constructor(
    private readonly names: CanonicalNames,
    private slices: readonly StoredSlice[],
    readonly keptPartitions: number,
    private readonly attributeSlots: readonly Int32Array[],
    /** What labels from free text were made of; null if there were none. */
    readonly labelMining: LabelMining | null = null,
    /** Labels as they stand in the log, before any rule. */
    readonly nativeLabels: NativeLabels = { labels: [], spanEvents: 0 },
  ) {
    const newestFirst = newestFirstFiles(slices, attributeSlots.length);
    this.catalog = newestFirst === undefined ? names.catalog : { ...names.catalog, newestFirst };
    this.lineBases = lineBases(slices);
    this.lineIndices = attributeSlots.map((_, file) => lineIndexOf(slices, this.lineBases, file));
    const parsed = slices.map(({ slice }) => slice);
    this.isMixed = hasMixedIds(parsed);
    const joined = otherForms(parsed, attributeSlots.length);
    this.reports = fileReports(slices, this.lineBases, attributeSlots.length).map((report, file) =>
      joined[file] === 0 ? report : withWarning(report, "K_ID_FORMS", joined[file]),
    );
    this.resolutionOf = sourceResolutions(slices, attributeSlots.length);
    this.eventCount = slices.reduce((sum, { slice }) => sum + slice.timeNs.length, 0);
  }

  /** Conservation counts and rejects per file index. */
  get fileReports(): readonly FileReport[] {
    return this.reports;
  }

  /** Byte offsets by line (1-based) of one file, ascending, for re-reading raw lines. */
  lineIndex(file: number): LineIndex {
    return this.lineIndices[file];
  }

  /** What is known of the ends of files whose reading was stopped. Before `release`. */
  cutsOf(files: readonly UnfinishedFile[]): FileCut[] {
    return fileCuts(this.slices, files);
  }

  rawPartition(partition: number): RawPartition {
    let rowCount = 0;
    for (const { slice } of this.slices) {
      rowCount += slice.partitionOffsets[partition + 1] - slice.partitionOffsets[partition];
    }
    const { hostRank, baseRank, valueRank, catalog } = this.names;
    const requests = new RequestIds(this.isMixed);
    const tasks = new Interner();
    const requestHash: number[] = [];
    const raw = {
      timeNs: new Float64Array(rowCount),
      request: new Int32Array(rowCount),
      base: new Int32Array(rowCount),
      host: new Uint16Array(rowCount),
      task: new Int32Array(rowCount),
      line: new Uint32Array(rowCount),
      file: new Uint16Array(rowCount),
      order: new Uint8Array(rowCount),
      resolution: new Uint8Array(rowCount),
      attributes: catalog.attributes.map(() => new Int32Array(rowCount).fill(-1)),
    };
    let target = 0;
    this.slices.forEach(({ slice, hostOf, baseOf }, at) => {
      const from = slice.partitionOffsets[partition];
      const to = slice.partitionOffsets[partition + 1];
      if (from === to) return;
      const hash = (request: number, localRequest: number) => {
        requestHash[request] = slice.requestHash[localRequest];
      };
      raw.timeNs.set(slice.timeNs.subarray(from, to), target);
      raw.order.set(slice.order.subarray(from, to), target);
      raw.file.fill(slice.fileIndex, target, target + to - from);
      const requestOf = (entry: number) => requests.idOf(slice.requests, entry);
      numberRows(requestOf, slice.requests, slice.request.subarray(from, to), raw.request.subarray(target), hash);
      const taskOf = (entry: number) => tasks.internEntry(slice.tasks, entry);
      numberRows(taskOf, slice.tasks, slice.task.subarray(from, to), raw.task.subarray(target));
      // One column at a time, and one look-up a row: source → value under the canonical numbering.
      const { source, line } = slice;
      const baseOfSource = Int32Array.from(baseOf, (base) => baseRank[base]);
      const hostOfSource = Int32Array.from(hostOf, (host) => hostRank[host]);
      const resolutionOfSource = this.resolutionOf[at];
      const lineBase = this.lineBases[at] + 1;
      const shift = target - from;
      for (let row = from; row < to; row++) raw.base[row + shift] = baseOfSource[source[row]];
      for (let row = from; row < to; row++) raw.host[row + shift] = hostOfSource[source[row]];
      for (let row = from; row < to; row++) raw.resolution[row + shift] = resolutionOfSource[source[row]];
      for (let row = from; row < to; row++) raw.line[row + shift] = line[row] + lineBase;
      const slots = this.attributeSlots[slice.fileIndex];
      slice.attributes.forEach((column, i) => {
        const values = raw.attributes[slots[i]];
        const ranks = valueRank[slots[i]];
        for (let row = from; row < to; row++) values[row + shift] = column[row] < 0 ? -1 : ranks[column[row]];
      });
      target += to - from;
    });
    return {
      partition,
      requests: requests.finish(),
      requestHash: Uint32Array.from(requestHash),
      tasks: tasks.finish(),
      ...raw,
    };
  }

  /** Frees the slices once every partition has been taken. */
  release(): void {
    this.slices = [];
  }
}

/** Per file, 1 where the newest records stand first; undefined if none is so. */
function newestFirstFiles(slices: readonly StoredSlice[], fileCount: number): Uint8Array | undefined {
  const files = new Uint8Array(fileCount);
  for (const { slice } of slices) if (slice.newestFirst === true) files[slice.fileIndex] = 1;
  return files.includes(1) ? files : undefined;
}

/** Numbers the entries of a dictionary that some rows name: `local` → `ids`, −1 stays. `isNew` is told of each entry met first. */
function numberRows(
  idOf: (entry: number) => number,
  dictionary: Dictionary,
  local: Int32Array,
  ids: Int32Array,
  isNew: (id: number, entry: number) => void = () => undefined,
): void {
  const known = new Int32Array(entryCount(dictionary)).fill(-1);
  for (let row = 0; row < local.length; row++) {
    const entry = local[row];
    let id = entry < 0 ? -1 : known[entry];
    if (id < 0 && entry >= 0) {
      id = idOf(entry);
      known[entry] = id;
      isNew(id, entry);
    }
    ids[row] = id;
  }
}
