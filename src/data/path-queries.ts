import type { QuerySpec } from "./query-spec.ts";

/** What the latency of a class consists of. */
export const PATH_QUERIES = {
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
} as const satisfies Readonly<Record<string, QuerySpec>>;
