import { ElementMatcher } from "../model/element-matcher.ts";
import type { Windows } from "../model/windows.ts";
import { originMinuteOf, windowOf } from "../model/windows.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassIndex } from "../trace/class-tables.ts";
import type { EventTable } from "../trace/event-table.ts";
import { ORDINAL_LAST, ORDINAL_STRIDE, requestCountOf } from "../trace/event-table.ts";
import { RequestView } from "../trace/request-view.ts";
import type { PairEvidence } from "./pair-evidence.ts";
import { PairEvidenceTally } from "./pair-evidence.ts";
import type { PairJudge } from "./pair-judge.ts";
import { pairJudge } from "./pair-judge.ts";
import type { PairQuery } from "./pair-query.ts";

const NS_PER_MINUTE = 60_000_000_000;

interface Question {
  readonly query: PairQuery;
  readonly judge: PairJudge;
  readonly tally: PairEvidenceTally;
  /** Kind codes that a request must have for the judge to say anything. */
  readonly needed: readonly number[];
  readonly matcher: ElementMatcher | null;
}

/**
 * Collects the evidence of some pairs in one pass. Requests that lack a kind of a pair are passed over after a look at
 * their kind column (1 ns an event); the others cost as much as in the sieve.
 */
export class PairScan {
  private readonly questions: readonly Question[];
  private readonly view: RequestView;
  private readonly originMinute: number;
  /** Per class: 1 where a question is about the elements of a pipeline. */
  private readonly needsClass: Uint8Array;

  /** Throws for a class or kind that does not exist. */
  constructor(
    private readonly catalog: Catalog,
    private readonly indices: readonly ClassIndex[],
    private readonly windows: Windows,
    queries: readonly PairQuery[],
  ) {
    this.view = new RequestView(catalog);
    this.originMinute = originMinuteOf(catalog.originNs);
    this.needsClass = new Uint8Array(indices.length);
    for (const { relation, classId } of queries) if (relation === "pipeline") this.needsClass[classId] = 1;
    this.questions = queries.map((query) => {
      const index = indices[query.classId];
      if (index === undefined) throw new Error(`a pair of class ${query.classId}: there are ${indices.length}`);
      return {
        query,
        judge: pairJudge(query, catalog, index.table),
        tally: new PairEvidenceTally(query.relation, windows.count, catalog.attributes.length),
        needed: neededCodes(query, index),
        matcher: query.relation === "pipeline" ? new ElementMatcher(catalog, index.table) : null,
      };
    });
  }

  /** Parameters as of `Sieve.addTable`; tables may come in any order. */
  addTable(table: EventTable, classOfRequest: Int32Array, firstRank: number): void {
    const { view } = this;
    const count = requestCountOf(table);
    for (let request = 0; request < count; request++) {
      const id = classOfRequest[request];
      let isLoaded = false;
      for (const question of this.questions) {
        if (question.query.classId !== id || !hasCodes(table, request, question.needed)) continue;
        if (!isLoaded) {
          view.load(table, request);
          if (this.needsClass[id] === 1) view.classify(this.indices[id]);
          isLoaded = true;
        }
        this.ask(question, table, firstRank + request);
      }
    }
  }

  /** In the order of the queries. */
  finish(): PairEvidence[] {
    return this.questions.map(({ tally }) => tally.finish());
  }

  private ask({ judge, tally, matcher }: Question, table: EventTable, rank: number): void {
    const { view, originMinute } = this;
    const judgement = judge(view, table);
    if (judgement === null) return;
    const item = matcher === null ? null : matcher.itemColumn(view, table);
    tally.add(judgement, {
      view,
      table,
      rank,
      window: windowOf(this.windows, originMinute, view.timeNs[0]),
      minute: originMinute + Math.floor(view.timeNs[0] / NS_PER_MINUTE),
      baseLabel: this.catalog.baseLabel,
      itemColumn: item === null ? -1 : table.attributes.indexOf(item),
    });
  }
}

/** The alias "last" is no code of a row; where it stands, any occurrence may do. */
function neededCodes({ relation, from, to }: PairQuery, { table }: ClassIndex): number[] {
  if (relation === "pipeline") return [];
  const { kindCode, segmentStart, segmentEnd } = table;
  const kinds =
    relation === "happensBefore"
      ? [from, to]
      : [segmentStart[from], segmentEnd[from], segmentStart[to], segmentEnd[to]];
  const codes = kinds.map((kind) => kindCode[kind]);
  return codes.filter((code, at) => code % ORDINAL_STRIDE !== ORDINAL_LAST && codes.indexOf(code) === at);
}

function hasCodes(table: EventTable, request: number, codes: readonly number[]): boolean {
  const { kind, requestOffsets } = table;
  let missing = (1 << codes.length) - 1;
  for (let row = requestOffsets[request]; missing !== 0 && row < requestOffsets[request + 1]; row++) {
    for (let at = 0; at < codes.length; at++) if (kind[row] === codes[at]) missing &= ~(1 << at);
  }
  return missing === 0;
}
