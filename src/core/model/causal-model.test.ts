import { describe, expect, it } from "vitest";
import { allInOneClass, engineDataset } from "../../testing/engine-dataset.ts";
import type { OracleEvent, OracleSegment } from "../../testing/oracle-event.ts";
import { segmentKindOf } from "../../testing/oracle-event.ts";
import { exclusionCells, exclusionVerdict, occupancy } from "../../testing/oracle-exclusion.ts";
import { orderCells } from "../../testing/oracle-order.ts";
import { evidenceOf, statusOf as slowStatusOf } from "../../testing/oracle-status.ts";
import { Rng } from "../rng.ts";
import { PHASE_END, PHASE_START } from "../units.ts";
import type { ClassModel } from "./causal-model.ts";
import { buildCausalModel, hypothesisCount } from "./causal-model.ts";
import { Sieve } from "./sieve.ts";
import { entersGraph, STATUSES } from "./status.ts";

/**
 * Requests of one shape: five spans, each at a place of its own, displaced sometimes, rarely or never, so that every
 * status occurs.
 */
function sameShape(seed: number): { events: OracleEvent[]; segments: OracleSegment[] } {
  const rng = new Rng(seed);
  const requests = rng.pick([5, 40, 160, 160, 900]);
  const spans = Array.from({ length: 5 }, () => ({
    startNs: rng.integer(0, 4) * 200,
    widthNs: rng.integer(1, 3) * 50,
    displaced: rng.pick([0, 0.002, 0.02, 0.5]),
    spread: rng.pick([0, 0, 30, 400]),
  }));
  const segments: OracleSegment[] = [];
  for (let index = 0; index < requests; index++) {
    // The first two exchange their places: never at once, if nothing displaces them.
    const swapped = rng.chance(0.5);
    spans.forEach(({ startNs, widthNs, displaced, spread }, at) => {
      const place = at < 2 && swapped ? spans[1 - at].startNs : startNs;
      const timeNs = place + (rng.chance(displaced) ? rng.integer(0, 600) : 0) + rng.integer(0, spread);
      const common = {
        request: `r${index}`,
        host: at === 4 ? "h2" : "h1",
        task: `span ${at}`,
        taskName: `t${at}`,
        label: "x",
        ordinal: 1,
        resNs: 1,
        file: 0,
        line: segments.length + 1,
        item: null,
      };
      segments.push({
        start: { ...common, phase: PHASE_START, order: PHASE_START, timeNs },
        end: { ...common, phase: PHASE_END, order: PHASE_END, timeNs: timeNs + widthNs },
      });
    });
  }
  return { segments, events: segments.flatMap(({ start, end }) => [start, end]) };
}

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

function modelOf(events: readonly OracleEvent[]) {
  const data = engineDataset(events);
  const sieve = new Sieve(data.catalog, [data.classTable], [data.index], {
    widthMinutes: 1,
    firstMinute: 0,
    count: 1,
  });
  data.tables.forEach((table, at) => {
    sieve.addTable(table, allInOneClass(table), data.firstRanks[at]);
  });
  const [model] = buildCausalModel(data.catalog, [data.classTable], sieve.finish());
  return { data, model };
}

describe("statuses", () => {
  it("of event orders are those of the definition", () => {
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const { events } = sameShape(seed);
      const { data, model } = modelOf(events);
      const slow = new Map<string, string>();
      const cells = [...orderCells(events).values()];
      const phaseOf = (kind: string) => (JSON.parse(kind) as [string, string, number])[2];
      for (const cell of cells) {
        const { forward, backward } = evidenceOf(cell, phaseOf(cell.a), phaseOf(cell.b), 1);
        slow.set(`${cell.a} ${cell.b}`, slowStatusOf(forward, cells.length * 2));
        slow.set(`${cell.b} ${cell.a}`, slowStatusOf(backward, cells.length * 2));
      }
      const nameOf = (kind: number) => data.nameOf(data.classTable.kindCode[kind]);
      const fast = new Map<string, string>();
      const { from, to, status } = model.orders;
      for (let i = 0; i < from.length; i++) {
        fast.set(`${nameOf(from[i])} ${nameOf(to[i])}`, STATUSES[status[i]]);
        seen.add(STATUSES[status[i]]);
        const allowed = model.allowed[from[i] * data.classTable.kindCode.length + to[i]];
        expect(allowed).toBe(entersGraph(STATUSES[status[i]]) ? 1 : 0);
      }
      expect(fast).toEqual(slow);
      expectCountsAddUp(model);
    }
    expect([...seen].sort()).toEqual(["holds", "near", "refuted", "tentative", "unresolved"]);
  });

  it("of mutual exclusions are those of the definition", () => {
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const { events, segments } = sameShape(seed);
      const { data, model } = modelOf(events);
      const cells = [...exclusionCells(segments).values()];
      const bins = occupancy(events, segments);
      const { kindCode, segmentStart, segmentEnd } = data.classTable;
      const names = Array.from(segmentStart, (start, kind) => {
        const [first, last] = [data.nameOf(kindCode[start]), data.nameOf(kindCode[segmentEnd[kind]])];
        return JSON.stringify([(JSON.parse(first) as string[])[0], first, last]);
      });
      expect(new Set(names)).toEqual(new Set(segments.map(segmentKindOf)));
      expect(model.exclusions.length).toBe(cells.length);
      for (const { a, b, status, overlaps, support, undecided, ab } of model.exclusions) {
        const [first, second] = [names[a], names[b]].sort();
        const cell = cells.find((other) => other.a === first && other.b === second)!;
        expect([overlaps, support, undecided]).toEqual([cell.overlap, cell.ab + cell.ba, cell.undecided]);
        expect(ab).toBe(first === names[a] ? cell.ab : cell.ba);
        const verdict = exclusionVerdict(cell, bins.get(first)!, bins.get(second)!, cells.length);
        expect(status).toBe(verdict.status);
        seen.add(status);
      }
    }
    expect([...seen].sort()).toEqual(["holds", "near", "refuted", "tentative", "vacuous"]);
  });
});

function expectCountsAddUp(model: ClassModel): void {
  for (const counts of Object.values(model.counts)) {
    const { hypotheses, ...statuses } = counts;
    expect(Object.values<number>(statuses).reduce((sum, count) => sum + count, 0)).toBe(hypotheses);
  }
}

describe("hypothesisCount", () => {
  it("gives the figures printed in the paper", () => {
    expect([42, 84].map(hypothesisCount)).toEqual([2583, 10_458]);
  });
});
