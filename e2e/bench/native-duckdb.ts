import { DuckDBInstance } from "@duckdb/node-api";

export interface NativeStage {
  readonly name: "load" | "sort" | "ids" | "pairs";
  readonly seconds: number;
}

export interface NativeResult {
  readonly stages: readonly NativeStage[];
  readonly seconds: number;
  readonly rows: number;
  readonly requests: number;
  readonly kinds: number;
  /** Pairs of kinds that occur together, and comparisons counted over all requests: the work that was done. */
  readonly pairs: number;
  readonly comparisons: number;
}

/**
 * What our engine does to a log, done by native DuckDB: read the CSV, order it by request and time, number requests and
 * event kinds (task, label, ordinal), and count for every pair of kinds how often each comes first.
 * @param csvPath columns request, time (epoch µs), host, task, event
 */
export async function nativeDuckDb(csvPath: string, threads: number): Promise<NativeResult> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  const stages: NativeStage[] = [];
  for (const [name, statements] of stagesOf(csvPath)) {
    const begin = performance.now();
    for (const statement of statements) await connection.run(statement);
    stages.push({ name, seconds: (performance.now() - begin) / 1000 });
  }
  const reader = await connection.runAndReadAll(
    `select (select count(*) from raw)::DOUBLE, (select count(*) from request)::DOUBLE, (select count(*) from kind)::DOUBLE,
            count(*)::DOUBLE, sum(before + after + tie)::DOUBLE from pair`,
  );
  const [rows, requests, kinds, pairs, comparisons] = reader.getRows()[0].map(Number);
  connection.closeSync();
  instance.closeSync();
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0);
  return { stages, seconds, rows, requests, kinds, pairs, comparisons };
}

function stagesOf(csvPath: string): [NativeStage["name"], string[]][] {
  const path = csvPath.replaceAll("'", "''");
  return [
    [
      "load",
      [
        `create table raw as select * from read_csv('${path}', header = true, delim = ',', quote = '"', columns = {
           request: 'VARCHAR', time: 'BIGINT', host: 'VARCHAR', task: 'VARCHAR', event: 'VARCHAR'})`,
      ],
    ],
    ["sort", ["create table sorted as select * from raw order by request, time"]],
    [
      "ids",
      [
        `create table request as
           select request, (row_number() over (order by request))::INTEGER as id from (select distinct request from sorted)`,
        `create table numbered as
           select request, time, task, event,
                  (row_number() over (partition by request, task, event order by time))::INTEGER as ordinal from sorted`,
        `create table kind as
           select task, event, ordinal, (row_number() over (order by task, event, ordinal))::INTEGER as id
           from (select distinct task, event, ordinal from numbered)`,
        `create table point as
           select r.id as request, k.id as kind, n.time from numbered n
           join request r on r.request = n.request
           join kind k on k.task = n.task and k.event = n.event and k.ordinal = n.ordinal
           order by r.id`,
      ],
    ],
    [
      "pairs",
      [
        `create table pair as
           select a.kind as a, b.kind as b, count(*) filter (a.time < b.time) as before,
                  count(*) filter (a.time > b.time) as after, count(*) filter (a.time = b.time) as tie
           from point a join point b on a.request = b.request and a.kind < b.kind
           group by a.kind, b.kind`,
      ],
    ],
  ];
}

/** `node e2e/run.mjs e2e/bench/native-duckdb.ts FILE.csv [THREADS]`: prints the seconds of each stage. */
export async function main([csvPath, threads = "2"]: string[]): Promise<number> {
  if (csvPath === undefined) {
    console.error("usage: node e2e/run.mjs e2e/bench/native-duckdb.ts FILE.csv [THREADS]");
    return 2;
  }
  printNative(await nativeDuckDb(csvPath, Number(threads)));
  return 0;
}

export function printNative({ stages, seconds, rows, requests, kinds, pairs, comparisons }: NativeResult): void {
  for (const stage of stages) console.log(`  native ${stage.name.padEnd(6)} ${stage.seconds.toFixed(2).padStart(8)} s`);
  console.log(`  native total  ${seconds.toFixed(2).padStart(8)} s`);
  console.log(`  ${rows} rows, ${requests} requests, ${kinds} kinds, ${pairs} pairs, ${comparisons} comparisons`);
}
