import type { Analysis, ReadingResult } from "../core/analysis/analysis-store.ts";
import { AnalysisStore } from "../core/analysis/analysis-store.ts";
import { PartitionScanner } from "../core/analysis/partition-scanner.ts";
import type { PartitionSource } from "../core/analysis/scan-context.ts";
import { joinedRules } from "../core/label/label-rules.ts";
import { attributeSpecs } from "../core/log/attribute-specs.ts";
import type { SliceContext } from "../core/log/file-reading.ts";
import { formatOf } from "../core/log/formats/registry.ts";
import { BlockFramer } from "../core/log/framing.ts";
import { parseSlice } from "../core/log/parse-slice.ts";
import type { ParsedSlice } from "../core/log/parsed-slice.ts";
import { hashesLines } from "../core/log/random-access.ts";
import { SliceChain } from "../core/log/slice-chain.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { Status } from "../core/model/status.ts";
import { STATUSES } from "../core/model/status.ts";
import type { AnalysisReport } from "../core/present/analysis-report.ts";
import { analysisReport } from "../core/present/analysis-report.ts";
import type { NamedClass } from "../core/trace/named-class.ts";
import type { ClassRule } from "../core/trace/shapes.ts";
import { PARTITION_COUNT } from "../core/units.ts";

export interface InThreadFile {
  readonly plan: SourcePlan;
  readonly bytes: Uint8Array;
  /** Of a format that is not read by bytes: what has been parsed of the file. */
  readonly slices?: readonly ParsedSlice[];
}

export interface InThreadOptions {
  /** Default: midnight UTC before the earliest stamp is unknown here, so 0 unless given. */
  readonly originNs?: bigint;
  readonly sliceBytes?: number;
  /** Scanners that share the partitions, as workers would. */
  readonly scanners?: number;
  /** Partitions per scan call. */
  readonly groupSize?: number;
  readonly rule?: ClassRule;
  readonly classMap?: readonly NamedClass[];
  readonly memoryBudgetBytes?: number;
  /** Order in which slices and parts reach the store. */
  readonly shuffle?: <T>(items: T[]) => T[];
  readonly terminal?: string;
}

export interface InThreadResult {
  readonly store: AnalysisStore;
  readonly reading: ReadingResult;
  readonly analysis: Analysis;
  readonly report: AnalysisReport;
  readonly sources: readonly PartitionSource<ArrayBuffer>[];
  readonly scanner: PartitionScanner<ArrayBuffer>;
}

/** The whole path of the data, from bytes to report, in one thread: what the workers do, without workers. */
export async function analyseInThread(
  files: readonly InThreadFile[],
  options: InThreadOptions = {},
): Promise<InThreadResult> {
  const shuffle = options.shuffle ?? (<T>(items: T[]) => items);
  const originNs = options.originNs ?? 0n;
  const store = new AnalysisStore({
    originNs,
    attributesOfFile: files.map(({ plan }) => attributeSpecs(plan)),
    memoryBudgetBytes: options.memoryBudgetBytes ?? 1e9,
    labelRules: joinedRules(files.map(({ plan }) => plan.labelRules ?? {})),
  });
  const hashLines = hashesLines(files.map(({ plan }) => plan));
  const slices = files.flatMap((file, fileIndex) => {
    const context = { fileIndex, originNs, hashLines, keepPartitions: PARTITION_COUNT };
    return file.slices ?? slicesOfFile(file, context, options.sliceBytes ?? 1 << 23);
  });
  for (const slice of shuffle(slices)) store.addSlice(slice);
  const reading = store.finishReading();
  const scanners = Array.from(
    { length: options.scanners ?? 1 },
    () => new PartitionScanner<ArrayBuffer>(async (handle) => handle, 1e9),
  );
  const tell = (context: Parameters<PartitionScanner<ArrayBuffer>["setContext"]>[0]) => {
    for (const scanner of scanners) scanner.setContext(context);
  };
  tell({
    catalog: reading.catalog,
    terminalLabel: options.terminal === undefined ? -1 : store.labelId(options.terminal),
  });
  const built: { partition: number; handle: ArrayBuffer }[] = [];
  for (let partition = 0; partition < reading.keptPartitions; partition++) {
    const part = scanners[partition % scanners.length].build(store.rawPartition(partition));
    store.setRequests(partition, part);
    built.push({ partition, handle: part.packed });
  }
  store.releaseRows();
  const sources = built.map(({ partition, handle }) => ({
    partition,
    handle,
    firstRank: store.requests.firstRank(partition),
  }));
  const rule = options.rule ?? { by: "shape" };
  const groupSize = options.groupSize ?? PARTITION_COUNT;
  const groups: PartitionSource<ArrayBuffer>[][] = [];
  for (let at = 0; at < sources.length; at += groupSize) groups.push(sources.slice(at, at + groupSize));
  const scan = async <R>(
    work: (scanner: PartitionScanner<ArrayBuffer>, group: PartitionSource<ArrayBuffer>[]) => Promise<R>,
    merge: (part: R) => void,
  ) => {
    const parts = await Promise.all(groups.map((group, at) => work(scanners[at % scanners.length], group)));
    for (const part of shuffle(parts)) merge(part);
  };
  store.begin();
  await scan(
    (scanner, group) => scanner.shapes(group, rule),
    (part) => store.mergeShapes(part),
  );
  tell(store.decideClasses(rule, options.classMap));
  await scan(
    (scanner, group) => scanner.kinds(group),
    (part) => store.mergeKinds(part),
  );
  tell(store.decideKinds());
  await scan(
    (scanner, group) => scanner.sieve(group),
    (part) => store.mergeModel(part),
  );
  tell(store.decideModel());
  await scan(
    (scanner, group) => scanner.paths(group),
    (part) => store.mergePaths(part.paths, part.rows),
  );
  const analysis = store.finish();
  const report = analysisReport(analysis, store.requests, {
    hosts: store.hostCount,
    sampled: PARTITION_COUNT / store.keptPartitions,
  });
  return { store, reading, analysis, report, sources, scanner: scanners[0] };
}

/** Parses a file slice by slice, as a pool of workers would. */
export function slicesOfFile(file: InThreadFile, common: SliceContext, sliceBytes: number): ParsedSlice[] {
  const { plan, bytes } = file;
  const parse = (input: Parameters<typeof parseSlice>[1]): ParsedSlice => {
    const slice = parseSlice(plan, input);
    if ("needMoreBytes" in slice) throw new Error("all bytes were given, yet more are wanted");
    return slice;
  };
  if (!formatOf(plan.format).randomAccess) {
    const framer = new BlockFramer(plan, sliceBytes);
    const pushed = framer.push(bytes);
    if (!pushed.ok) throw new Error(pushed.failure.message);
    return [...pushed.value, ...framer.finish()].map((block, sliceIndex) => {
      const { byteOffset: start } = block;
      return parse({ ...common, ...block, sliceIndex, start, end: start + block.bytes.length });
    });
  }
  const chain = new SliceChain(bytes.length, sliceBytes);
  const slices: ParsedSlice[] = [];
  for (let job = chain.take(); job !== null; job = chain.take()) {
    slices.push(...chain.settle(parse({ ...common, ...job, bytes, byteOffset: 0, atEnd: true })));
  }
  return slices;
}

/** The plan of a CSV file of the sample systems; columns named item and user are keys. */
export function sampleCsvPlan(columns: readonly string[] = ["request", "time", "host", "task", "event"]): SourcePlan {
  return {
    format: "csv",
    compression: "none",
    delimiter: ",",
    header: true,
    columns,
    roles: {
      request: [{ column: "request" }],
      time: { column: "time", unit: "us" },
      host: { column: "host" },
      task: [{ column: "task" }],
      label: [{ column: "event" }],
      keys: ["item", "user"].filter((name) => columns.includes(name)).map((name) => ({ name, column: name })),
      attributes: [],
    },
  };
}

/** An order between two event kinds, as texts; a repeat has its number behind the label. */
export interface NamedOrder {
  readonly classId: number;
  readonly from: string;
  readonly to: string;
  readonly fromTask: string;
  readonly toTask: string;
  readonly support: number;
  readonly status: Status;
}

/** Orders of event kinds of all classes by label, in the order of the model. */
export function ordersOf({ analysis }: InThreadResult): NamedOrder[] {
  return analysis.models.flatMap(({ orders }, classId) => {
    const ends = Array.from(analysis.tables[classId].kindCode, (code) => {
      const { task, label, ordinal } = analysis.names.eventKind(code);
      return { task, label: ordinal === 1 ? label : `${label} ${ordinal}` };
    });
    return Array.from(orders.from, (from, at) => {
      const to = orders.to[at];
      return {
        classId,
        from: ends[from].label,
        to: ends[to].label,
        fromTask: ends[from].task,
        toTask: ends[to].task,
        support: orders.support[at],
        status: STATUSES[orders.status[at]],
      };
    });
  });
}
