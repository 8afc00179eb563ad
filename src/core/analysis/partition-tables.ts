import type { Dictionary } from "../dictionary.ts";
import type { ClassIndex } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { ORDINAL_STRIDE, requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import { CriticalPath } from "./critical-path.ts";
import type { DatabaseColumn } from "./database-column.ts";
import { textColumn } from "./database-column.ts";
import type { CatalogNames } from "./names.ts";
import type { PathRelations } from "./path-tally.ts";
import { MOST_GRAPH_EVENTS, RequestGraph } from "./request-graph.ts";

/** Events and segments of one partition as columns for the database. */
export interface PartitionTables {
  readonly events: readonly DatabaseColumn[];
  readonly segments: readonly DatabaseColumn[];
  readonly eventRows: number;
  /** Names of the attribute columns at the end of `events`. */
  readonly attributes: readonly string[];
}

export function partitionTables(
  table: EventTable,
  classOfRequest: Int32Array,
  names: CatalogNames,
  fileNames: readonly string[],
  indices: readonly ClassIndex[],
  relations: readonly PathRelations[],
  terminalLabel: number,
): PartitionTables {
  return {
    events: eventColumns(table, names, fileNames),
    segments: segmentColumns(table, classOfRequest, names, indices, relations, terminalLabel),
    eventRows: table.timeNs.length,
    attributes: names.catalog.attributes.map(({ name }) => name),
  };
}

function eventColumns(table: EventTable, names: CatalogNames, fileNames: readonly string[]): DatabaseColumn[] {
  const { catalog } = names;
  const rows = table.timeNs.length;
  const request = new Int32Array(rows);
  const task = new Int32Array(rows);
  const label = new Int32Array(rows);
  const ordinal = new Int32Array(rows);
  const requests = requestCountOf(table);
  for (let index = 0; index < requests; index++) {
    request.fill(index, table.requestOffsets[index], table.requestOffsets[index + 1]);
  }
  for (let row = 0; row < rows; row++) {
    const base = (table.kind[row] / ORDINAL_STRIDE) | 0;
    task[row] = catalog.baseTaskName[base];
    label[row] = catalog.baseLabel[base];
    ordinal[row] = table.kind[row] % ORDINAL_STRIDE;
  }
  const file = textColumn("file", fileNames) as DatabaseColumn & { dictionary: Dictionary; ids: Int32Array };
  return [
    { name: "request_id", kind: "text", dictionary: table.requests, ids: request },
    { name: "time_ns", kind: "bigint", values: table.timeNs, originNs: catalog.originNs },
    { name: "task", kind: "text", dictionary: catalog.taskNames, ids: task },
    { name: "label", kind: "text", dictionary: catalog.labels, ids: label },
    { name: "ordinal", kind: "integer", values: ordinal },
    { name: "host", kind: "text", dictionary: catalog.hosts, ids: Int32Array.from(table.host) },
    {
      name: "file",
      kind: "text",
      dictionary: file.dictionary,
      ids: Int32Array.from(table.file, (index) => file.ids[index]),
    },
    { name: "line", kind: "bigint", values: table.line },
    ...catalog.attributes.map(
      (attribute, at): DatabaseColumn => ({
        name: attribute.name,
        kind: "text",
        dictionary: attribute.values,
        ids: table.attributes[at],
      }),
    ),
  ];
}

/** Growable columns of segments; `on_path` 2 = NULL (no path). */
function segmentColumns(
  table: EventTable,
  classOfRequest: Int32Array,
  names: CatalogNames,
  indices: readonly ClassIndex[],
  relations: readonly PathRelations[],
  terminalLabel: number,
): DatabaseColumn[] {
  const { catalog } = names;
  const view = new RequestView(catalog);
  const path = new CriticalPath(catalog, terminalLabel);
  const graphs = relations.map(
    ({ allowed }, id) => new RequestGraph({ kinds: indices[id].table.kindCode.length, allowed }),
  );
  const request: number[] = [];
  const task: number[] = [];
  const startLabel: number[] = [];
  const endLabel: number[] = [];
  const host: number[] = [];
  const startNs: number[] = [];
  const durationNs: number[] = [];
  const onPath: number[] = [];
  const requests = requestCountOf(table);
  for (let index = 0; index < requests; index++) {
    view.load(table, index);
    const id = classOfRequest[index];
    const hasPath = id >= 0 && view.count <= MOST_GRAPH_EVENTS;
    const first = request.length;
    if (hasPath) {
      view.classify(indices[id]);
      graphs[id].build(view);
      path.walk(view, graphs[id]);
    }
    let segment = 0;
    for (let start = 0; start < view.count; start++) {
      const end = view.endOfStart[start];
      if (end < 0) continue;
      request.push(index);
      task.push(catalog.baseTaskName[view.base[start]]);
      startLabel.push(catalog.baseLabel[view.base[start]]);
      endLabel.push(catalog.baseLabel[view.base[end]]);
      host.push(view.hostOf(start));
      startNs.push(view.timeNs[start]);
      durationNs.push(view.timeNs[end] - view.timeNs[start]);
      onPath.push(hasPath ? 0 : 2);
      segment++;
    }
    if (!hasPath || segment === 0) continue;
    for (let hop = 0; hop < path.hops; hop++) if (path.segment[hop] >= 0) onPath[first + path.segment[hop]] = 1;
  }
  const texts = (name: string, dictionary: Dictionary, ids: number[]): DatabaseColumn => ({
    name,
    kind: "text",
    dictionary,
    ids: Int32Array.from(ids),
  });
  return [
    texts("request_id", table.requests, request),
    texts("task", catalog.taskNames, task),
    texts("start_label", catalog.labels, startLabel),
    texts("end_label", catalog.labels, endLabel),
    texts("host", catalog.hosts, host),
    { name: "start_ns", kind: "bigint", values: Float64Array.from(startNs), originNs: catalog.originNs },
    { name: "duration_ns", kind: "bigint", values: Float64Array.from(durationNs) },
    { name: "on_path", kind: "boolean", values: Uint8Array.from(onPath) },
  ];
}
