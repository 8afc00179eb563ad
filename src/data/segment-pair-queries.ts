import type { QuerySpec } from "./query-spec.ts";

/** Two segment kinds of a class, as the table `segment` names them. */
const PAIR = {
  class: "VARCHAR",
  first_task: "VARCHAR",
  first_start: "VARCHAR",
  first_end: "VARCHAR",
  second_task: "VARCHAR",
  second_start: "VARCHAR",
  second_end: "VARCHAR",
} as const;

/**
 * When the last occurrence of the first segment ends and the first of the second starts, in every sampled request with both.
 * Stamps as recorded: what clocks and resolution may hide is not taken into account.
 */
const SIDES = `with first_segment as (
            select s.request_id, max(s.start_ns + s.duration_ns) as end_ns
            from segment s join request r on r.request_id = s.request_id
            where r.class = $class and s.task = $first_task and s.start_label = $first_start and s.end_label = $first_end
            group by s.request_id),
          second_segment as (
            select request_id, min(start_ns) as start_ns from segment
            where task = $second_task and start_label = $second_start and end_label = $second_end
            group by request_id)`;

/** What the sampled requests say of two segments, counted from the segments themselves. */
export const SEGMENT_PAIR_QUERIES = {
  support_of_segment_order: {
    title: "How often one segment ends before another starts (sampled)",
    parameters: PAIR,
    columns: { requests: "BIGINT", in_order: "BIGINT", against: "BIGINT", smallest_margin_ns: "BIGINT" },
    sql: `${SIDES}
          select count(*) as requests, count(*) filter (where end_ns <= start_ns) as in_order,
                 count(*) filter (where end_ns > start_ns) as against, min(start_ns - end_ns) as smallest_margin_ns
          from first_segment join second_segment using (request_id) order by requests`,
  },
  requests_against_segment_order: {
    title: "Requests in which a segment starts before another has ended (sampled)",
    parameters: { ...PAIR, limit: "BIGINT" },
    columns: { request_id: "VARCHAR", start: "TIMESTAMP", latency_ns: "BIGINT", early_by_ns: "BIGINT" },
    sql: `${SIDES}
          select r.request_id, r.start, r.latency_ns, a.end_ns - b.start_ns as early_by_ns
          from first_segment a
          join second_segment b using (request_id)
          join request r on r.request_id = a.request_id
          where a.end_ns > b.start_ns order by early_by_ns desc, r.request_id limit $limit`,
  },
} as const satisfies Readonly<Record<string, QuerySpec>>;
