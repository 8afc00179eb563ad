import type { SqlType } from "./schema.ts";

/** Type of a parameter; what the caller hands in is a string for VARCHAR and a number (or bigint) otherwise. */
export type ParameterType = "VARCHAR" | "BIGINT" | "INTEGER" | "DOUBLE";

export interface QuerySpec {
  /** What it answers, for the list of ready queries. */
  readonly title: string;
  readonly parameters: Readonly<Record<string, ParameterType>>;
  /** Declared columns and types, in order; a test compares them with what the database says. */
  readonly columns: Readonly<Record<string, SqlType>>;
  readonly sql: string;
}

/** Every query of the app. `sum` of integers is cast: its own type (128 bits) does not reach JavaScript whole. */
export const QUERIES = {
  dataset_size: {
    title: "How much is in the tables",
    parameters: {},
    columns: {
      requests: "BIGINT",
      classes: "BIGINT",
      sampled_requests: "BIGINT",
      events: "BIGINT",
      segments: "BIGINT",
    },
    sql: `select (select count(*) from request) as requests,
                 (select count(*) from request_class) as classes,
                 (select count(distinct request_id) from event) as sampled_requests,
                 (select count(*) from event) as events,
                 (select count(*) from segment) as segments`,
  },
  latency_by_class: {
    title: "Latency percentiles of every class",
    parameters: {},
    columns: {
      class: "VARCHAR",
      requests: "BIGINT",
      p50_ns: "BIGINT",
      p95_ns: "BIGINT",
      p99_ns: "BIGINT",
      max_ns: "BIGINT",
    },
    sql: `select class, count(*) as requests,
                 quantile_disc(latency_ns, 0.5) as p50_ns, quantile_disc(latency_ns, 0.95) as p95_ns,
                 quantile_disc(latency_ns, 0.99) as p99_ns, max(latency_ns) as max_ns
          from request group by class order by requests desc, class`,
  },
  slowest_requests: {
    title: "The slowest requests of a class",
    parameters: { class: "VARCHAR", limit: "BIGINT" },
    columns: {
      request_id: "VARCHAR",
      start: "TIMESTAMP",
      latency_ns: "BIGINT",
      events: "BIGINT",
      hosts: "BIGINT",
      critical_path_ns: "BIGINT",
    },
    sql: `select request_id, start, latency_ns, events, hosts, critical_path_ns from request
          where class = $class order by latency_ns desc, request_id limit $limit`,
  },
  requests_by_minute: {
    title: "Requests and their slowest, minute by minute",
    parameters: {},
    columns: { minute: "TIMESTAMP", requests: "BIGINT", p95_ns: "BIGINT", max_ns: "BIGINT" },
    sql: `select date_trunc('minute', start) as minute, count(*) as requests,
                 quantile_disc(latency_ns, 0.95) as p95_ns, max(latency_ns) as max_ns
          from request group by minute order by minute`,
  },
  events_of_request: {
    title: "The events of one request, as recorded",
    parameters: { request_id: "VARCHAR" },
    columns: {
      time_ns: "BIGINT",
      task: "VARCHAR",
      label: "VARCHAR",
      ordinal: "BIGINT",
      host: "VARCHAR",
      file: "VARCHAR",
      line: "BIGINT",
    },
    sql: `select time_ns, task, label, ordinal, host, file, line from event
          where request_id = $request_id order by time_ns, file, line, label`,
  },
  segments_of_request: {
    title: "The segments of one request",
    parameters: { request_id: "VARCHAR" },
    columns: {
      task: "VARCHAR",
      start_label: "VARCHAR",
      end_label: "VARCHAR",
      host: "VARCHAR",
      start_ns: "BIGINT",
      duration_ns: "BIGINT",
      on_path: "BOOLEAN",
    },
    sql: `select task, start_label, end_label, host, start_ns, duration_ns, on_path from segment
          where request_id = $request_id order by start_ns, task, start_label`,
  },
  orders_of_class: {
    title: "What always comes before what in a class",
    parameters: { class: "VARCHAR", limit: "BIGINT" },
    columns: {
      from_task: "VARCHAR",
      from_label: "VARCHAR",
      to_task: "VARCHAR",
      to_label: "VARCHAR",
      support: "BIGINT",
      violations: "BIGINT",
      undecided: "BIGINT",
      status: "VARCHAR",
    },
    sql: `select f.task as from_task, f.label as from_label, t.task as to_task, t.label as to_label,
                 h.support, h.violations, h.undecided, h.status
          from happens_before h
          join event_kind f on f.class = h.class and f.id = h.from_kind
          join event_kind t on t.class = h.class and t.id = h.to_kind
          where h.class = $class and h.status in ('holds', 'tentative', 'near')
          order by h.support desc, from_task, from_label, to_task, to_label limit $limit`,
  },
  near_invariants: {
    title: "Orders with few exceptions: look at the exceptions",
    parameters: { limit: "BIGINT" },
    columns: {
      class: "VARCHAR",
      from_task: "VARCHAR",
      from_label: "VARCHAR",
      to_task: "VARCHAR",
      to_label: "VARCHAR",
      support: "BIGINT",
      violations: "BIGINT",
    },
    sql: `select h.class, f.task as from_task, f.label as from_label, t.task as to_task, t.label as to_label,
                 h.support, h.violations
          from happens_before h
          join event_kind f on f.class = h.class and f.id = h.from_kind
          join event_kind t on t.class = h.class and t.id = h.to_kind
          where h.status = 'near'
          order by h.violations desc, h.class, from_task, from_label, to_task, to_label limit $limit`,
  },
  requests_against_order: {
    title: "Sampled requests in which one label precedes another, against the rule",
    parameters: { first_label: "VARCHAR", second_label: "VARCHAR", limit: "BIGINT" },
    columns: { request_id: "VARCHAR", reversed_by_ns: "BIGINT" },
    sql: `select a.request_id, min(a.time_ns) - max(b.time_ns) as reversed_by_ns
          from event a join event b on a.request_id = b.request_id
          where a.label = $first_label and b.label = $second_label
          group by a.request_id having min(a.time_ns) > max(b.time_ns)
          order by reversed_by_ns desc, a.request_id limit $limit`,
  },
  requests_without_label: {
    title: "Sampled requests with one label and without another",
    parameters: { label: "VARCHAR", missing_label: "VARCHAR", limit: "BIGINT" },
    columns: { request_id: "VARCHAR", class: "VARCHAR", start: "TIMESTAMP", latency_ns: "BIGINT" },
    sql: `select r.request_id, r.class, r.start, r.latency_ns from request r
          where r.request_id in (select request_id from event where label = $label)
            and r.request_id not in (select request_id from event where label = $missing_label)
          order by r.start, r.request_id limit $limit`,
  },
  mutual_exclusions: {
    title: "Segments that never overlap",
    parameters: { class: "VARCHAR" },
    columns: {
      a_task: "VARCHAR",
      a_start: "VARCHAR",
      b_task: "VARCHAR",
      b_start: "VARCHAR",
      a_first: "BIGINT",
      b_first: "BIGINT",
      status: "VARCHAR",
    },
    sql: `select a.task as a_task, a.start_label as a_start, b.task as b_task, b.start_label as b_start,
                 m.a_first, m.b_first, m.status
          from mutual_exclusion m
          join segment_kind a on a.class = m.class and a.id = m.a_kind
          join segment_kind b on b.class = m.class and b.id = m.b_kind
          where m.class = $class and m.overlaps = 0
          order by m.a_first + m.b_first desc, a_task, a_start, b_task, b_start`,
  },
  pipelines: {
    title: "Pipelines, and what got lost in them",
    parameters: {},
    columns: {
      class: "VARCHAR",
      from_task: "VARCHAR",
      to_task: "VARCHAR",
      support: "BIGINT",
      violations: "BIGINT",
      lost: "BIGINT",
      spurious: "BIGINT",
      status: "VARCHAR",
    },
    sql: `select class, from_task, to_task, support, violations, lost, spurious, status
          from pipeline order by lost desc, support desc, class, from_task, to_task`,
  },
  critical_path_of_class: {
    title: "What the latency of a class consists of",
    parameters: { class: "VARCHAR" },
    columns: { kind: "VARCHAR", name: "VARCHAR", on_path_share: "DOUBLE", mean_ns: "BIGINT", mean_share: "DOUBLE" },
    sql: `select kind, name, on_path_share, mean_ns, mean_share from critical_path
          where class = $class order by mean_ns desc, kind, name`,
  },
  path_against_duration: {
    title: "Long segments that hardly matter: duration against critical time",
    parameters: { class: "VARCHAR" },
    columns: { task: "VARCHAR", start_label: "VARCHAR", mean_ns: "BIGINT", critical_ns: "BIGINT" },
    sql: `select s.task, s.start_label, s.mean_ns, coalesce(c.mean_ns, 0) as critical_ns
          from segment_kind s
          left join critical_path c on c.class = s.class and c.kind = 'segment' and c.id = s.id
          where s.class = $class order by s.mean_ns - coalesce(c.mean_ns, 0) desc, s.task, s.start_label`,
  },
  slow_against_rest: {
    title: "Mean duration of each segment in the slowest requests of a class and in the rest (sampled)",
    parameters: { class: "VARCHAR", slow_share: "DOUBLE" },
    columns: {
      task: "VARCHAR",
      start_label: "VARCHAR",
      slow_requests: "BIGINT",
      rest_requests: "BIGINT",
      slow_mean_ns: "DOUBLE",
      rest_mean_ns: "DOUBLE",
    },
    sql: `with ranked as (
            select request_id, percent_rank() over (order by latency_ns) > 1 - $slow_share as slow
            from request where class = $class)
          select s.task, s.start_label,
                 count(distinct s.request_id) filter (where r.slow) as slow_requests,
                 count(distinct s.request_id) filter (where not r.slow) as rest_requests,
                 avg(s.duration_ns) filter (where r.slow) as slow_mean_ns,
                 avg(s.duration_ns) filter (where not r.slow) as rest_mean_ns
          from segment s join ranked r on r.request_id = s.request_id
          group by s.task, s.start_label
          order by coalesce(slow_mean_ns, 0) - coalesce(rest_mean_ns, 0) desc, s.task, s.start_label`,
  },
  events_by_host: {
    title: "Events of every host, and when it was heard first and last",
    parameters: {},
    columns: { host: "VARCHAR", events: "BIGINT", labels: "BIGINT", first_ns: "BIGINT", last_ns: "BIGINT" },
    sql: `select host, count(*) as events, count(distinct label) as labels,
                 min(time_ns) as first_ns, max(time_ns) as last_ns
          from event group by host order by events desc, host`,
  },
  memory_used: {
    title: "Memory the database accounts for",
    parameters: {},
    columns: { bytes: "BIGINT" },
    sql: "select coalesce(sum(memory_usage_bytes + temporary_storage_bytes), 0)::BIGINT as bytes from duckdb_memory()",
  },
} as const satisfies Readonly<Record<string, QuerySpec>>;

export type QueryName = keyof typeof QUERIES;

interface JavaScriptTypes {
  VARCHAR: string;
  BIGINT: bigint;
  INTEGER: number;
  DOUBLE: number;
  BOOLEAN: boolean;
  /** ms since 1970, UTC, with µs as decimals. */
  TIMESTAMP: number;
}

/** One row of a named query: every declared column, or null. */
export type RowOf<N extends QueryName> = {
  readonly [C in keyof (typeof QUERIES)[N]["columns"]]:
    | JavaScriptTypes[(typeof QUERIES)[N]["columns"][C] & keyof JavaScriptTypes]
    | null;
};

/** The values that a named query needs. */
export type ParametersOf<N extends QueryName> = {
  readonly [P in keyof (typeof QUERIES)[N]["parameters"]]: (typeof QUERIES)[N]["parameters"][P] extends "VARCHAR"
    ? string
    : number | bigint;
};
