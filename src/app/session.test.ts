import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { ScanPool } from "../client/scan-pool.ts";
import { PartitionScanner } from "../core/analysis/partition-scanner.ts";
import { StoreService } from "../core/analysis/store-service.ts";
import { type OpenFile, ParseService } from "../core/log/parse-service.ts";
import { printRecipe } from "../core/log/recipe.ts";
import type { SourcePlan } from "../core/log/source-plan.ts";
import type { RawPartition } from "../core/trace/raw-partition.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { ScanApi } from "../protocol/scan-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { CallOptions, WorkerHandle } from "../protocol/worker-handle.ts";
import type { Database, DatabaseState } from "./database.ts";
import { Session } from "./session.ts";

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
  const open = (file: File): OpenFile => ({
    name: file.name,
    size: file.size,
    read: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
    async *stream() {
      yield new Uint8Array(await file.arrayBuffer());
    },
  });
  return direct<ParseApi>({
    detect: (file) => service.detect(open(file)),
    earliestDayNs: (file, plan) => service.earliestDayNs(open(file), plan),
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
    sieve: (sources) => scanner.sieve(sources),
    paths: (sources) => scanner.paths(sources),
    forget: () => scanner.forget(),
  });
}

/** A database whose fillings end when the test says so. */
class SlowDatabase {
  readonly state = signal<DatabaseState>({ name: "off" });
  readonly fillings: { files: readonly string[]; signal: AbortSignal; end: () => void }[] = [];

  fill(...[, , , files, signal]: Parameters<Database["fill"]>): Promise<void> {
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => resolve());
      this.fillings.push({ files, signal, end: resolve });
    });
  }
}

function newSession() {
  const database = new SlowDatabase();
  const session = new Session(
    {
      parsers: [parser()],
      inflater: parser(),
      store: direct<StoreApi>(new StoreService() as unknown as StoreApi),
      pool: new ScanPool([scanner()]),
    },
    database as unknown as Database,
    { memoryBudgetBytes: 1e9, now: () => 0, painted: async () => {} },
  );
  return { session, database };
}

function log(name: string, requests: number): File {
  const rows = Array.from({ length: requests }, (_, request) => {
    const time = 1700000000000 + request * 1000;
    return ["begin", "work", "end"].map((label, at) => `a-${100000 + request},${time + at * 7},web-1,front,${label}`);
  });
  return new File([`request,time,host,task,label\n${rows.flat().join("\n")}\n`], name);
}

const EMPTY = new File([""], "empty.csv");

/** Resolves when the session shows one of the phases. */
function shows(session: Session, ...names: string[]): Promise<void> {
  return new Promise((resolve) => {
    const stop = session.phase.subscribe((phase) => {
      if (!names.includes(phase.name)) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

/** A session that shows the result of forty requests, its database being filled. */
async function withResult() {
  const parts = newSession();
  parts.session.openFiles([log("first.csv", 40)]);
  await shows(parts.session, "ready", "failed", "mapping");
  expect(parts.session.phase.value).toMatchObject({ name: "ready" });
  while (parts.database.fillings.length === 0) await new Promise((resolve) => setTimeout(resolve));
  return { ...parts, state: parts.session.phase.value };
}

test("a failure without a result before is left to the start, and nothing was cancelled", async () => {
  const { session } = newSession();
  session.openFiles([EMPTY]);
  await shows(session, "failed");
  expect(session.hasResult).toBe(false);
  session.dismiss();
  expect(session.phase.value).toEqual({ name: "empty", notice: null });
});

test("the roles of a result are looked at and left as they are, while the database is filled on", async () => {
  const { session, database, state } = await withResult();
  session.editMapping(session.inspected);
  session.dismiss();
  expect(session.phase.value).toEqual(state);
  expect(database.fillings).toHaveLength(1);
  expect(database.fillings[0].signal.aborted).toBe(false);
});

test("files that cannot be read lead back to the result, whose interrupted database is filled again", async () => {
  const { session, database, state } = await withResult();
  session.openFiles([EMPTY]);
  await shows(session, "failed");
  expect(session.hasResult).toBe(true);
  expect(database.fillings[0].signal.aborted).toBe(true);
  session.dismiss();
  expect(session.phase.value).toEqual(state);
  expect(database.fillings.map(({ files, signal }) => [...files, signal.aborted])).toEqual([
    ["first.csv", true],
    ["first.csv", false],
  ]);
  database.fillings[1].end();
  await session.whenIdle();
  expect(await session.questions.findRequest("a-100007")).toBeGreaterThanOrEqual(0);
});

test("a database that was filled to its end is not filled again", async () => {
  const { session, database } = await withResult();
  database.fillings[0].end();
  await session.whenIdle();
  session.openFiles([EMPTY]);
  await shows(session, "failed");
  session.dismiss();
  expect(session.phase.value.name).toBe("ready");
  expect(database.fillings).toHaveLength(1);
});

test("a mapping that is confirmed and at once dismissed changes nothing", async () => {
  const { session, state } = await withResult();
  session.editMapping(session.inspected);
  session.confirmMapping(session.inspected);
  session.dismiss();
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(session.phase.value).toEqual(state);
});

test("once other files have been opened the result is gone: their failure leads to the start", async () => {
  const { session } = await withResult();
  const [{ file, plan }] = session.inspected;
  const wrong = { ...plan, roles: { ...plan?.roles, time: { column: "label", unit: "ms" } } } as SourcePlan;
  session.confirmMapping([{ file, plan: wrong, detection: null, problem: null, origin: "user" }]);
  await shows(session, "failed");
  expect(session.phase.value).toMatchObject({ message: expect.stringContaining("first.csv: 120 records rejected") });
  session.dismiss();
  expect(session.phase.value).toEqual({ name: "empty", notice: null });
});

test("cancelling gives up the files, and says so", async () => {
  const { session } = await withResult();
  session.openFiles([log("second.csv", 40)]);
  session.cancel();
  expect(session.phase.value).toMatchObject({ name: "empty", notice: expect.stringMatching(/Cancelled/) });
  session.dismiss();
  expect(session.phase.value).toMatchObject({ notice: expect.stringMatching(/Cancelled/) });
});

test("the recipe is that of the result, whatever was looked at since", async () => {
  const { session, database } = await withResult();
  const recipe = session.presentRecipe;
  expect(recipe.sources.map(({ match }) => match)).toEqual(["first.csv"]);
  const other = printRecipe({ ...recipe, classes: { by: "none" } });
  session.openFiles([new File([other], "recipe.json"), EMPTY]);
  await shows(session, "failed", "mapping");
  session.dismiss();
  expect(session.presentRecipe).toEqual(recipe);
  database.fillings[1].end();
});
