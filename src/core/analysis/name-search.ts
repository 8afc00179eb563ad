import type { Dictionary } from "../dictionary.ts";
import { entriesBeginning, entriesContaining } from "../dictionary-search.ts";
import { textOf } from "../dictionary-text.ts";
import type { Analysis } from "./analysis-store.ts";
import type { RequestSummary, RequestTable } from "./request-rows.ts";

/** What a few typed letters may mean; of each kind the best first. */
export interface NameHits {
  readonly segments: readonly SegmentHit[];
  readonly hosts: readonly string[];
  /** Values of attributes, keys and outcomes. */
  readonly values: readonly { readonly column: string; readonly value: string }[];
  /** Requests whose id begins so. */
  readonly requests: readonly RequestSummary[];
}

export interface SegmentHit {
  readonly classId: number;
  readonly className: string;
  /** Segment kind of the class. */
  readonly segment: number;
  readonly name: string;
  /** Requests of the class that have it. */
  readonly requests: number;
}

/** Fewer letters would match nearly every id. */
const ID_LETTERS = 2;

/**
 * Searches names: segments whose name has every word of the text, those of the class on screen first; hosts and values
 * that contain it; requests whose id begins with it. At most `most` of each kind. O(names): tens of ms for a million
 * values.
 */
export function searchNames(
  analysis: Analysis,
  requests: RequestTable,
  text: string,
  classId: number,
  most: number,
): NameHits {
  const sought = text.trim();
  if (sought === "") return { segments: [], hosts: [], values: [], requests: [] };
  const { hosts, attributes } = analysis.names.catalog;
  const textsIn = (dictionary: Dictionary) =>
    entriesContaining(dictionary, sought, most).map((entry) => textOf(dictionary, entry));
  const values = attributes.flatMap(({ name, values: column }) =>
    textsIn(column).map((value) => ({ column: name, value })),
  );
  return {
    segments: segmentsNamed(analysis, sought, classId).slice(0, most),
    hosts: textsIn(hosts),
    values: values.slice(0, most),
    requests: sought.length < ID_LETTERS ? [] : requestsBeginning(requests, sought, most),
  };
}

/** Requests whose id begins with a text, ascending by rank. */
export function requestsBeginning(requests: RequestTable, prefix: string, most: number): RequestSummary[] {
  const found: RequestSummary[] = [];
  for (let partition = 0; partition < requests.partitionCount && found.length < most; partition++) {
    const first = requests.firstRank(partition);
    for (const entry of entriesBeginning(requests.idsOf(partition), prefix, most - found.length)) {
      found.push(requests.summary(first + entry));
    }
  }
  return found;
}

function segmentsNamed(analysis: Analysis, sought: string, classId: number): SegmentHit[] {
  const words = sought.toLowerCase().split(/\s+/);
  const hits: SegmentHit[] = [];
  namesOfSegments(analysis).forEach((names, id) => {
    names.forEach((name, segment) => {
      const lower = name.toLowerCase();
      if (!words.every((word) => lower.includes(word))) return;
      const requests = analysis.tables[id].segmentRequests[segment];
      hits.push({ classId: id, className: analysis.classNames[id], segment, name, requests });
    });
  });
  const isElsewhere = (hit: SegmentHit) => Number(hit.classId !== classId);
  return hits.sort(
    (a, b) =>
      isElsewhere(a) - isElsewhere(b) || b.requests - a.requests || a.classId - b.classId || a.segment - b.segment,
  );
}

/** Names are made once per analysis: a search is asked for with every letter. */
const namesKept = new WeakMap<Analysis, readonly (readonly string[])[]>();

function namesOfSegments(analysis: Analysis): readonly (readonly string[])[] {
  const kept = namesKept.get(analysis);
  if (kept !== undefined) return kept;
  const { names, tables } = analysis;
  const made = tables.map((table) => Array.from(table.segmentStart, (_, kind) => names.segment(table, kind)));
  namesKept.set(analysis, made);
  return made;
}
