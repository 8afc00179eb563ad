import type { QuerySpec } from "./query-spec.ts";

/** What stands behind one relation or segment, request by request, the tightest or worst first; sampled. */
export const EVIDENCE_QUERIES = {
  segment_order_margins: {
    title: "Time between the end of one segment and the start of another, request by request (sampled)",
    parameters: {
      class: "VARCHAR",
      from_task: "VARCHAR",
      from_start: "VARCHAR",
      from_end: "VARCHAR",
      to_task: "VARCHAR",
      to_start: "VARCHAR",
      to_end: "VARCHAR",
      limit: "BIGINT",
    },
    columns: { request_id: "VARCHAR", margin_ns: "BIGINT", start: "TIMESTAMP", latency_ns: "BIGINT" },
    sql: `select r.request_id, min(b.start_ns) - max(a.start_ns + a.duration_ns) as margin_ns, r.start, r.latency_ns
          from request r
          join segment a on a.request_id = r.request_id
          join segment b on b.request_id = r.request_id
          where r.class = $class
            and a.task = $from_task and a.start_label = $from_start and a.end_label = $from_end
            and b.task = $to_task and b.start_label = $to_start and b.end_label = $to_end
          group by r.request_id, r.start, r.latency_ns order by margin_ns, r.request_id limit $limit`,
  },
  event_order_margins: {
    title: "Time between two events, request by request (sampled)",
    parameters: {
      class: "VARCHAR",
      from_task: "VARCHAR",
      from_label: "VARCHAR",
      to_task: "VARCHAR",
      to_label: "VARCHAR",
      limit: "BIGINT",
    },
    columns: { request_id: "VARCHAR", margin_ns: "BIGINT", start: "TIMESTAMP", latency_ns: "BIGINT" },
    sql: `select r.request_id, min(b.time_ns) - max(a.time_ns) as margin_ns, r.start, r.latency_ns
          from request r
          join event a on a.request_id = r.request_id
          join event b on b.request_id = r.request_id
          where r.class = $class
            and a.task = $from_task and a.label = $from_label and b.task = $to_task and b.label = $to_label
          group by r.request_id, r.start, r.latency_ns order by margin_ns, r.request_id limit $limit`,
  },
  segment_overlaps: {
    title: "Requests in which two segments overlap, and for how long (sampled)",
    parameters: {
      class: "VARCHAR",
      a_task: "VARCHAR",
      a_start: "VARCHAR",
      a_end: "VARCHAR",
      b_task: "VARCHAR",
      b_start: "VARCHAR",
      b_end: "VARCHAR",
      limit: "BIGINT",
    },
    columns: { request_id: "VARCHAR", overlap_ns: "BIGINT", start: "TIMESTAMP", latency_ns: "BIGINT" },
    sql: `select r.request_id,
                 max(least(a.start_ns + a.duration_ns, b.start_ns + b.duration_ns) - greatest(a.start_ns, b.start_ns))
                   as overlap_ns, r.start, r.latency_ns
          from request r
          join segment a on a.request_id = r.request_id
          join segment b on b.request_id = r.request_id
          where r.class = $class
            and a.task = $a_task and a.start_label = $a_start and a.end_label = $a_end
            and b.task = $b_task and b.start_label = $b_start and b.end_label = $b_end
            and a.start_ns < b.start_ns + b.duration_ns and b.start_ns < a.start_ns + a.duration_ns
          group by r.request_id, r.start, r.latency_ns order by overlap_ns desc, r.request_id limit $limit`,
  },
  requests_with_segment: {
    title: "Requests by the time they spend in one segment (sampled)",
    parameters: { class: "VARCHAR", task: "VARCHAR", start: "VARCHAR", end: "VARCHAR", limit: "BIGINT" },
    columns: {
      request_id: "VARCHAR",
      segments: "BIGINT",
      longest_ns: "BIGINT",
      on_path: "BOOLEAN",
      start: "TIMESTAMP",
      latency_ns: "BIGINT",
    },
    sql: `select r.request_id, count(*) as segments, max(s.duration_ns) as longest_ns, bool_or(s.on_path) as on_path,
                 r.start, r.latency_ns
          from request r
          join segment s on s.request_id = r.request_id
          where r.class = $class and s.task = $task and s.start_label = $start and s.end_label = $end
          group by r.request_id, r.start, r.latency_ns order by longest_ns desc, r.request_id limit $limit`,
  },
  pipeline_of_tasks: {
    title: "A pipeline between two tasks, and what got lost in it",
    parameters: { class: "VARCHAR", from_task: "VARCHAR", to_task: "VARCHAR" },
    columns: { support: "BIGINT", violations: "BIGINT", lost: "BIGINT", spurious: "BIGINT", status: "VARCHAR" },
    sql: `select support, violations, lost, spurious, status from pipeline
          where class = $class and from_task = $from_task and to_task = $to_task
          order by support desc`,
  },
} as const satisfies Readonly<Record<string, QuerySpec>>;
