import { signal } from "@preact/signals";
import { ScanPool } from "../client/scan-pool.ts";
import { PartitionScanner } from "../core/analysis/partition-scanner.ts";
import { StoreService } from "../core/analysis/store-service.ts";
import { maskPreviews } from "../core/label/mask-preview.ts";
import type { OpenFile } from "../core/log/open-file.ts";
import { ParseService } from "../core/log/parse-service.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import type { LayoutApi } from "../protocol/layout-api.ts";
import { type LogFile, plainFile } from "../protocol/log-file.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { ScanApi } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { CallOptions, WorkerHandle } from "../protocol/worker-handle.ts";
import type { Database, DatabaseState } from "./database.ts";
import { Session } from "./session.ts";
import type { Address } from "./workspace.ts";

/** An address bar with its history. */
export class FakeAddress implements Address {
  readonly entries: string[] = [""];

  get hash(): string {
    return this.entries[this.entries.length - 1];
  }

  push(hash: string): void {
    this.entries.push(hash);
  }

  replace(hash: string): void {
    this.entries[this.entries.length - 1] = hash;
  }

  back(): void {
    this.entries.pop();
  }
}

/** A handle that calls in this thread. */
function direct<T>(api: Partial<T>): WorkerHandle<T> {
  const handle = {
    async call(work: (api: Partial<T>) => unknown, { signal }: CallOptions = {}) {
      signal?.throwIfAborted();
      const result = await work(api);
      signal?.throwIfAborted();
      return result;
    },
    onEnd: () => () => {},
    restart: () => {},
  };
  return handle as unknown as WorkerHandle<T>;
}

function parser(): WorkerHandle<ParseApi> {
  const service = new ParseService();
  const open = (file: LogFile): OpenFile => ({
    name: file.name,
    size: file.size,
    read: async (start, end) => new Uint8Array(await plainFile(file).slice(start, end).arrayBuffer()),
    async *stream() {
      yield new Uint8Array(await plainFile(file).arrayBuffer());
    },
  });
  return direct<ParseApi>({
    listMembers: async () => ({ ok: true, value: null }),
    detect: (file) => service.detect(open(file)),
    earliestDayNs: (file, plan) => service.earliestDayNs(open(file), plan),
    maskPreviews: async (texts, rules) => maskPreviews(texts, rules),
    parse: (file, plan, job, context) => service.parse(open(file), plan, job, context),
  });
}

function scanner(): WorkerHandle<ScanApi> {
  const scanner = new PartitionScanner<Blob>((blob) => blob.arrayBuffer(), 1e9);
  return direct<ScanApi>({
    setContext: (context) => scanner.setContext(context),
    build: (raw: RawPartition) => {
      const built = scanner.build(raw);
      return { ...built, packed: new Blob([built.packed]) };
    },
    shapes: (sources, rule) => scanner.shapes(sources, rule),
    kinds: (sources) => scanner.kinds(sources),
    sieve: (sources, filter) => scanner.sieve(sources, filter),
    paths: (sources) => scanner.paths(sources),
    filteredPaths: (sources, filter) => scanner.filteredPaths(sources, filter),
    forget: () => scanner.forget(),
  });
}

/** A database whose fillings end when the test says so. */
export class SlowDatabase {
  readonly state = signal<DatabaseState>({ name: "off" });
  readonly fillings: { files: readonly string[]; signal: AbortSignal; end: () => void }[] = [];

  fill(...[, , , files, signal]: Parameters<Database["fill"]>): Promise<void> {
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => resolve());
      this.fillings.push({ files, signal, end: resolve });
    });
  }
}

/** A session whose workers are this thread. */
export function newSession() {
  const database = new SlowDatabase();
  const address = new FakeAddress();
  const session = new Session(
    {
      parsers: [parser()],
      inflater: parser(),
      layout: direct<LayoutApi>({}),
      store: direct<StoreApi>(new StoreService() as unknown as StoreApi),
      pool: new ScanPool([scanner()]),
    },
    database as unknown as Database,
    { memoryBudgetBytes: 1e9, now: () => 0, painted: async () => {}, asksAboutRejects: true, address },
  );
  return { session, database, address };
}

/** A log of requests of three events, a second apart. */
export function log(name: string, requests: number, host = "web-1"): File {
  const rows = Array.from({ length: requests }, (_, request) => {
    const time = 1700000000000 + request * 1000;
    return ["begin", "work", "end"].map((label, at) => `a-${100000 + request},${time + at * 7},${host},front,${label}`);
  });
  return new File([`request,time,host,task,label\n${rows.flat().join("\n")}\n`], name);
}

/** Resolves when the session shows one of the phases. */
export function shows(session: Session, ...names: string[]): Promise<void> {
  return new Promise((resolve) => {
    const stop = session.phase.subscribe((phase) => {
      if (!names.includes(phase.name)) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}
