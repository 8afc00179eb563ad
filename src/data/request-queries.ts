import type { QuerySpec } from "./query-spec.ts";

/** Requests, their latency, and what was recorded of one. */
export const REQUEST_QUERIES = {
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
  requests_without_label: {
    title: "Sampled requests with one label and without another",
    parameters: { label: "VARCHAR", missing_label: "VARCHAR", limit: "BIGINT" },
    columns: { request_id: "VARCHAR", class: "VARCHAR", start: "TIMESTAMP", latency_ns: "BIGINT" },
    sql: `select r.request_id, r.class, r.start, r.latency_ns from request r
          where r.request_id in (select request_id from event where label = $label)
            and r.request_id not in (select request_id from event where label = $missing_label)
          order by r.start, r.request_id limit $limit`,
  },
  events_by_host: {
    title: "Events of every host, and when it was heard first and last",
    parameters: {},
    columns: { host: "VARCHAR", events: "BIGINT", labels: "BIGINT", first_ns: "BIGINT", last_ns: "BIGINT" },
    sql: `select host, count(*) as events, count(distinct label) as labels,
                 min(time_ns) as first_ns, max(time_ns) as last_ns
          from event group by host order by events desc, host`,
  },
  latency_percentiles: {
    title: "Latency percentiles of a class",
    parameters: { class: "VARCHAR" },
    columns: {
      requests: "BIGINT",
      min_ns: "BIGINT",
      p5_ns: "BIGINT",
      p25_ns: "BIGINT",
      p50_ns: "BIGINT",
      p75_ns: "BIGINT",
      p95_ns: "BIGINT",
      p99_ns: "BIGINT",
      max_ns: "BIGINT",
    },
    sql: `select count(*) as requests, min(latency_ns) as min_ns,
                 quantile_disc(latency_ns, 0.05) as p5_ns, quantile_disc(latency_ns, 0.25) as p25_ns,
                 quantile_disc(latency_ns, 0.5) as p50_ns, quantile_disc(latency_ns, 0.75) as p75_ns,
                 quantile_disc(latency_ns, 0.95) as p95_ns, quantile_disc(latency_ns, 0.99) as p99_ns,
                 max(latency_ns) as max_ns
          from request where class = $class order by requests`,
  },
  latency_by_host: {
    title: "Latency of the requests of a class that were on each host (sampled)",
    parameters: { class: "VARCHAR" },
    columns: { host: "VARCHAR", requests: "BIGINT", p50_ns: "BIGINT", p95_ns: "BIGINT", max_ns: "BIGINT" },
    sql: `select h.host, count(*) as requests,
                 quantile_disc(r.latency_ns, 0.5) as p50_ns, quantile_disc(r.latency_ns, 0.95) as p95_ns,
                 max(r.latency_ns) as max_ns
          from request r
          join (select distinct request_id, host from event) h on h.request_id = r.request_id
          where r.class = $class group by h.host order by p95_ns desc, h.host`,
  },
} as const satisfies Readonly<Record<string, QuerySpec>>;
