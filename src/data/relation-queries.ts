import type { QuerySpec } from "./query-spec.ts";

/** Relations between events, segments and tasks, with the requests that speak for and against them. */
export const RELATION_QUERIES = {
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
  orders_by_status: {
    title: "Orders of events of a class, by status",
    parameters: { class: "VARCHAR", status: "VARCHAR", limit: "BIGINT" },
    columns: {
      from_task: "VARCHAR",
      from_label: "VARCHAR",
      from_ordinal: "BIGINT",
      to_task: "VARCHAR",
      to_label: "VARCHAR",
      to_ordinal: "BIGINT",
      support: "BIGINT",
      violations: "BIGINT",
      undecided: "BIGINT",
      p8: "DOUBLE",
    },
    sql: `select f.task as from_task, f.label as from_label, f.ordinal as from_ordinal,
                 t.task as to_task, t.label as to_label, t.ordinal as to_ordinal,
                 h.support, h.violations, h.undecided, h.p8
          from happens_before h
          join event_kind f on f.class = h.class and f.id = h.from_kind
          join event_kind t on t.class = h.class and t.id = h.to_kind
          where h.class = $class and h.status = $status
          order by h.support desc, h.violations, h.from_kind, h.to_kind limit $limit`,
  },
  segment_orders_by_status: {
    title: "Orders of segments of a class, by status",
    parameters: { class: "VARCHAR", status: "VARCHAR", limit: "BIGINT" },
    columns: {
      from_task: "VARCHAR",
      from_start: "VARCHAR",
      from_end: "VARCHAR",
      to_task: "VARCHAR",
      to_start: "VARCHAR",
      to_end: "VARCHAR",
      support: "BIGINT",
      violations: "BIGINT",
      undecided: "BIGINT",
    },
    sql: `select f.task as from_task, f.start_label as from_start, f.end_label as from_end,
                 t.task as to_task, t.start_label as to_start, t.end_label as to_end,
                 h.support, h.violations, h.undecided
          from segment_happens_before h
          join segment_kind f on f.class = h.class and f.id = h.from_kind
          join segment_kind t on t.class = h.class and t.id = h.to_kind
          where h.class = $class and h.status = $status
          order by h.support desc, h.violations, h.from_kind, h.to_kind limit $limit`,
  },
  exclusions_by_status: {
    title: "Mutual exclusions of a class, by status",
    parameters: { class: "VARCHAR", status: "VARCHAR", limit: "BIGINT" },
    columns: {
      a_task: "VARCHAR",
      a_start: "VARCHAR",
      a_end: "VARCHAR",
      b_task: "VARCHAR",
      b_start: "VARCHAR",
      b_end: "VARCHAR",
      a_first: "BIGINT",
      b_first: "BIGINT",
      overlaps: "BIGINT",
      undecided: "BIGINT",
    },
    sql: `select a.task as a_task, a.start_label as a_start, a.end_label as a_end,
                 b.task as b_task, b.start_label as b_start, b.end_label as b_end,
                 m.a_first, m.b_first, m.overlaps, m.undecided
          from mutual_exclusion m
          join segment_kind a on a.class = m.class and a.id = m.a_kind
          join segment_kind b on b.class = m.class and b.id = m.b_kind
          where m.class = $class and m.status = $status
          order by m.a_first + m.b_first desc, m.overlaps, m.a_kind, m.b_kind limit $limit`,
  },
  pipelines_by_status: {
    title: "Pipelines of a class, by status",
    parameters: { class: "VARCHAR", status: "VARCHAR" },
    columns: {
      from_task: "VARCHAR",
      to_task: "VARCHAR",
      support: "BIGINT",
      violations: "BIGINT",
      lost: "BIGINT",
      spurious: "BIGINT",
    },
    sql: `select from_task, to_task, support, violations, lost, spurious from pipeline
          where class = $class and status = $status order by support desc, from_task, to_task`,
  },
} as const satisfies Readonly<Record<string, QuerySpec>>;
