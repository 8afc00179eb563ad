import type { Page } from "@playwright/test";
import { expect, test } from "./fixture.ts";
import type { Harness } from "./harness.ts";

declare global {
  var harness: Harness;
}

test.beforeEach(async ({ page, harnessAddress }) => {
  await page.goto(harnessAddress);
  await page.waitForFunction(() => globalThis.harness !== undefined);
});

test("starts from files of its own, asks for nothing else, and answers", async ({ page }) => {
  const asked: string[] = [];
  page.context().on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/^.*\//, "")));
  const answer = await page.evaluate(async () => {
    const started = await harness.Engine.start();
    if (!started.ok) return started.failure.message;
    const engine = started.value;
    for (const table of harness.TABLES) await engine.createTable(table.name, table.attributes ? ["region"] : []);
    const [size] = await engine.query("dataset_size");
    engine.terminate();
    return String(size.requests);
  });
  expect(answer).toBe("0");
  for (const name of asked) expect(name).toMatch(/^duckdb-.*\.(js|gz)$|^[0-9a-f-]{36}$/);
});

test("every named query has its declared columns in the browser build too", async ({ page }) => {
  const problems = await page.evaluate(async () => {
    const started = await harness.Engine.start();
    if (!started.ok) return [started.failure.message];
    const engine = started.value;
    const found: string[] = [];
    for (const table of harness.TABLES) await engine.createTable(table.name, table.attributes ? ["region"] : []);
    for (const [name, query] of Object.entries(harness.QUERIES)) {
      const values = Object.entries(query.parameters).map(([key, type]) => [key, type === "VARCHAR" ? "it's" : 0.05]);
      const rounded = values.map(([key, value]) => [key, query.parameters[key as never] === "BIGINT" ? 5n : value]);
      try {
        await engine.query(name as never, Object.fromEntries(rounded) as never);
      } catch (error) {
        found.push(`${name}: ${(error as Error).message}`);
      }
      const summary = await engine.run(`describe ${query.sql.replaceAll(/\$[a-z_]+/g, "null")}`);
      if (summary.rowCount !== Object.keys(query.columns).length) found.push(`${name}: ${summary.rowCount} columns`);
    }
    engine.terminate();
    return found;
  });
  expect(problems).toEqual([]);
});

test("columns go in and come out unchanged", async ({ page }) => {
  const result = await page.evaluate(async () => {
    const started = await harness.Engine.start();
    if (!started.ok) throw new Error(started.failure.message);
    const engine = started.value;
    await engine.createTable("event", ["region"]);
    const progress: number[] = [];
    await engine.insertColumns("event", harness.syntheticEvents(1_000_000), {
      onProgress: (rows) => progress.push(rows),
    });
    const rows = await engine.query("events_of_request", { request_id: "request-70000-é" });
    const [hosts] = await engine.query("events_by_host");
    let checksum: unknown[] = [];
    await engine.run(
      "select count(*)::BIGINT, sum(line)::BIGINT, count(region)::BIGINT, count(distinct request_id)::BIGINT from event",
      { onBatch: (batch) => (checksum = batch.values.map((cells) => String(cells[0]))) },
    );
    const bytes = await engine.accountedBytes();
    engine.terminate();
    const { time_ns, label, ordinal, line } = rows[3];
    return {
      progress,
      count: rows.length,
      row: [String(time_ns), label, String(ordinal), String(line)],
      hosts: String(hosts.events),
      bytesKnown: bytes > 1_000_000,
      checksum,
    };
  });
  const index = 70_000 * 12 + 3;
  expect(result).toEqual({
    progress: [...Array.from({ length: 8 }, (_, i) => (i + 1) * 122_880), 1_000_000],
    count: 12,
    row: [
      String(1_700_000_000_000_000_123n + BigInt(index * 1001)),
      `label ${index % 40}`,
      String(index % 3),
      String(index + 1),
    ],
    hosts: "200000",
    bytesKnown: true,
    checksum: ["1000000", "500000500000", "750000", "83334"],
  });
});

test("text columns survive whatever their type", async ({ page }) => {
  const cells = await page.evaluate(async () => {
    const started = await harness.Engine.start();
    if (!started.ok) throw new Error(started.failure.message);
    const engine = started.value;
    await engine.run("create type mood as enum ('ok', 'sad')");
    await engine.run("create table nothing (mood mood, moods mood[])");
    const none = await engine.run("select * from nothing; ");
    await engine.run(
      "create table m as select (case when i % 3 = 0 then 'sad' else 'ok' end)::mood as mood from range(5000) r(i)",
    );
    const seen: unknown[] = [];
    await engine.run("select mood, mood::VARCHAR as word from m", {
      onBatch: (batch) => {
        for (let i = 0; i < batch.rowCount; i++) seen.push(`${batch.values[0][i]}=${batch.values[1][i]}`);
      },
    });
    engine.terminate();
    return {
      none: [none.columns[0].name, none.columns[0].type, none.rowCount],
      count: seen.length,
      kinds: [...new Set(seen)].sort(),
    };
  });
  expect(cells).toEqual({ none: ["mood", "text", 0], count: 5000, kinds: ["ok=ok", "sad=sad"] });
});

for (const [what, sql] of [
  ["a CSV on another host", "select * from read_csv('https://example.com/data.csv')"],
  ["a CSV on our own host", "select * from read_csv('/some/sub/path/data.csv')"],
  ["text on another host", "select * from read_text('http://example.com/secret?q=1')"],
  ["a bucket", "select * from read_csv('s3://bucket/data.csv')"],
  ["a write to a host", "copy (select 1 as a) to 'https://example.com/out.csv'"],
  ["installing an extension from a host", "install httpfs from 'https://example.com/extensions'; load httpfs"],
  ["installing an extension", "install json; load json"],
  ["loading an extension", "load parquet"],
  ["a function of an extension", "select * from read_parquet('x.parquet')"],
  ["attaching a database", "attach 'https://example.com/a.db' as a"],
] as const) {
  test(`${what}: fails with a sentence, and no request leaves`, async ({ page }) => {
    const asked: string[] = [];
    page.context().on("request", (request) => asked.push(request.url()));
    const result = await page.evaluate(async (statement) => {
      const started = await harness.Engine.start();
      if (!started.ok) throw new Error(started.failure.message);
      const engine = started.value;
      const outcome = await engine.run(statement).then(
        (summary) => `succeeded with ${summary.rowCount} rows`,
        (error: Error) => `${error.name}: ${error.message}`,
      );
      const [alive] = await engine.query("memory_used").catch((error: Error) => [{ bytes: error.message }]);
      engine.terminate();
      return { outcome, alive: typeof alive.bytes };
    }, sql);
    expect(result.outcome).toMatch(/^StatementFailed: .{10,}/);
    expect(result.outcome).not.toMatch(/unreachable|signature mismatch|\[object/);
    expect(result.alive).toBe("bigint");
    expect(asked.filter((url) => !/\/assets\/duckdb-|^blob:/.test(url))).toEqual([]);
  });
}

test("its configuration is locked", async ({ page }) => {
  expect(await failureOf(page, "set autoinstall_known_extensions = true")).toMatch(/configuration has been locked/);
});

test("errors are sentences", async ({ page }) => {
  expect(await failureOf(page, "selec 1")).toMatch(/^StatementFailed: Parser Error: syntax error/);
  expect(await failureOf(page, "select * from nowhere")).toMatch(
    /^StatementFailed: Catalog Error: Table with name nowhere/,
  );
});

test("a running statement can be cancelled, a waiting one too, and the next one works", async ({ page }) => {
  const result = await page.evaluate(async () => {
    const started = await harness.Engine.start();
    if (!started.ok) throw new Error(started.failure.message);
    const engine = started.value;
    const stop = new AbortController();
    const name = (error: Error) => error.name;
    const long = engine
      .run("select sum(a.i * b.i)::DOUBLE from range(1000000) a(i), range(1000000) b(i)", { signal: stop.signal })
      .then(() => "finished", name);
    const waiting = engine.run("select 1", { signal: stop.signal }).then(() => "finished", name);
    const streamed = new AbortController();
    let batches = 0;
    setTimeout(() => stop.abort(), 300);
    const outcomes = await Promise.all([long, waiting]);
    const flood = await engine
      .run("select * from range(100000000)", {
        signal: streamed.signal,
        onBatch: () => {
          if (++batches === 3) streamed.abort();
        },
      })
      .then(() => "finished", name);
    const few = await engine.run("select * from range(100000000)", { maxRows: 5000 });
    let rows = 0;
    await engine.run("select 1 as one", { onBatch: (batch) => (rows += batch.rowCount) });
    engine.terminate();
    return { outcomes, flood, batches, few: [few.rowCount, few.truncated], rows };
  });
  expect(result).toEqual({
    outcomes: ["Cancelled", "Cancelled"],
    flood: "Cancelled",
    batches: 3,
    few: [5000, true],
    rows: 1,
  });
});

test("death settles everything: terminated, out of memory, hung", async ({ page }) => {
  const result = await page.evaluate(async () => {
    const name = (error: Error) => error.name;
    const first = await harness.Engine.start({ memoryLimitBytes: 50_000_000 });
    if (!first.ok) throw new Error(first.failure.message);
    const memory = await first.value
      .run("create table big as select i, hash(i)::VARCHAR as text from range(20000000) r(i)")
      .then(
        () => "finished",
        (error: Error) => error.message,
      );
    const after = await first.value.run("select 1").then((summary) => summary.rowCount);
    const running = first.value
      .run("select sum(a.i)::DOUBLE from range(1000000) a(i), range(1000000) b(i)")
      .then(() => "finished", name);
    setTimeout(() => first.value.terminate(), 200);
    const terminated = await running;
    const later = await first.value.run("select 1").then(() => "finished", name);
    const slow = await harness.Engine.start({ deadlineMs: 1 });
    return { memory, after, terminated, later, slow: slow.ok ? "started" : slow.failure.message };
  });
  expect(result.memory).toMatch(/Out of Memory/i);
  expect(result.after).toBe(1);
  expect(result.terminated).toBe("WorkerDied");
  expect(result.later).toBe("WorkerDied");
  expect(result.slow).toMatch(/^The database could not be started\. The database did not answer within/);
});

test("a missing file makes the start fail with a reason", async ({ page, trouble }) => {
  await page.context().route("**/*.gz", (route) => route.fulfill({ status: 404 }));
  const message = await page.evaluate(async () => {
    const started = await harness.Engine.start();
    return started.ok ? "started" : started.failure.message;
  });
  expect(message).toMatch(/^The database could not be started\. .*404/);
  // The browser reports the missing file itself; that is what this test is about.
  trouble.splice(0, trouble.length, ...trouble.filter((line) => !/404/.test(line)));
});

test("starts when the host declares the gzip as a transfer encoding", async ({ page }) => {
  await page.context().route("**/*.gz", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-encoding": "gzip" } });
  });
  const ok = await page.evaluate(async () => (await harness.Engine.start()).ok);
  expect(ok).toBe(true);
});

async function failureOf(page: Page, sql: string): Promise<string> {
  return page.evaluate(async (statement) => {
    const started = await harness.Engine.start();
    if (!started.ok) throw new Error(started.failure.message);
    const outcome = await started.value.run(statement).then(
      () => "succeeded",
      (error: Error) => `${error.name}: ${error.message}`,
    );
    started.value.terminate();
    return outcome;
  }, sql);
}
