import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RequestFilter } from "../core/analysis/request-filter.ts";
import { type OracleDataset, pointDataset, requestFilter, spanDataset } from "../testing/arbitraries.ts";
import { byRequest } from "../testing/oracle-event.ts";
import { isKept } from "../testing/oracle-filter.ts";
import { filterStatement } from "./filter-sql.ts";
import { createTable } from "./schema.ts";
import { literal, type SqlValue } from "./sql-text.ts";

const connection = await (await DuckDBInstance.create()).connect();
const ORIGIN = 1_700_000_000_000_000_000n;
const CLASS_NAMES = ["GET /", "it's", "other"];

async function insert(table: string, rows: readonly (readonly SqlValue[])[]): Promise<void> {
  if (rows.length === 0) return;
  await connection.run(
    `insert into ${table} values ${rows.map((row) => `(${row.map(literal).join(", ")})`).join(", ")}`,
  );
}

/** Fills the tables with a dataset; every fourth request has no class. */
async function fill({ events, segments }: OracleDataset): Promise<Map<string, number>> {
  for (const table of ["request", "event", "segment"] as const) {
    await connection.run(createTable(table, table === "event" ? ["item"] : []));
  }
  const epoch = (ns: number) => ORIGIN + BigInt(ns);
  const classes = new Map([...byRequest(events).keys()].map((id, at) => [id, (at % 4) - 1]));
  await insert(
    "request",
    [...byRequest(events)].map(([id, own]) => {
      const startNs = own[0].timeNs;
      const latency = own[own.length - 1].timeNs - startNs;
      return [id, CLASS_NAMES[classes.get(id) ?? -1] ?? null, epoch(startNs), null, latency, own.length, 1, null];
    }),
  );
  await insert(
    "event",
    events.map(({ request, timeNs, taskName, label, ordinal, host, line, item }) => [
      ...[request, epoch(timeNs), taskName, label, ordinal, host, "log", line, item],
    ]),
  );
  await insert(
    "segment",
    segments.map(({ start, end }) => [
      ...[start.request, start.taskName, start.label, end.label, start.host, epoch(start.timeNs)],
      ...[end.timeNs - start.timeNs, null],
    ]),
  );
  return classes;
}

async function expectAgreement(dataset: OracleDataset, filter: RequestFilter): Promise<void> {
  const classes = await fill(dataset);
  const statement = filterStatement(filter, { classNames: CLASS_NAMES, originNs: ORIGIN, attributes: ["item"] });
  const kept = (await connection.runAndReadAll(statement)).getRows().map(([id]) => id);
  const expected = [...byRequest(dataset.events)]
    .filter(([id, events]) => {
      const segments = dataset.segments.filter(({ start }) => start.request === id);
      return isKept({ id, classId: classes.get(id) ?? -1, events, segments }, filter);
    })
    .map(([id]) => id);
  expect(kept.sort()).toEqual(expected.sort());
}

test("the statement of a filter keeps what its definition keeps: points", async () => {
  const drawn = pointDataset(20).filter(({ events }) => events.length > 0);
  await fc.assert(fc.asyncProperty(drawn, requestFilter(), expectAgreement), { numRuns: 60 });
}, 60_000);

test("the statement of a filter keeps what its definition keeps: spans", async () => {
  const drawn = spanDataset().filter(({ events }) => events.length > 0);
  await fc.assert(fc.asyncProperty(drawn, requestFilter(), expectAgreement), { numRuns: 60 });
}, 60_000);

test("hostile names are texts", () => {
  const filter: RequestFilter = {
    terms: [
      { on: "attribute", has: true, name: 'a"b', values: ["'; drop table request; --"] },
      { on: "class", has: false, classes: [1] },
    ],
  };
  const text = filterStatement(filter, { classNames: CLASS_NAMES, originNs: 0n, attributes: ['a"b'] });
  expect(text).toContain(
    `where (r.request_id in (select request_id from event where "a""b" in ('''; drop table request; --')))`,
  );
  expect(text).toContain("and not coalesce(r.class in ('it''s'), false)");
});
