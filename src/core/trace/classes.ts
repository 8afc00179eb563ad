import { PairTable } from "../pair-table.ts";
import { type ClassDefinition, classifyShapes } from "./class-definition.ts";
import { byBytes, CLASS_REQUESTS, CLASS_SHARE, findLeaders } from "./class-leaders.ts";
import type { ClassRule, ShapeCounts } from "./shapes.ts";

export interface RequestClass {
  /** Root code (see `ShapeCounts.root`); negative: a root of a recipe that the data lack. */
  readonly root: number;
  /** What is left of its root after the classes proper. */
  readonly other: boolean;
  readonly requests: number;
  /** Number of shapes, and the base kinds of the one that leads them, ascending; of an "other" the largest. */
  readonly shapes: number;
  readonly leader: Int32Array;
  /** Position in the definitions of the map. */
  readonly definition: number;
}

/** Which class each (root, shape) signature belongs to. Class ids are positions in `classes`, largest class first. */
export interface ClassMap {
  readonly rule: ClassRule;
  /** Those with requests. */
  readonly classes: readonly RequestClass[];
  /** What makes a request one of a class: of all classes, also of those of a recipe that have no request here. */
  readonly definitions: readonly ClassDefinition[];
  /** Requests that begin with what no class of the recipe begins with, although many do; 0 without a recipe. */
  readonly newRoots: number;
  readonly signatureHigh: Int32Array;
  readonly signatureLow: Int32Array;
  readonly classOfSignature: Int32Array;
}

export class ClassFinder {
  private readonly table: PairTable;

  constructor(private readonly map: ClassMap) {
    this.table = new PairTable(map.signatureHigh.length);
    for (let i = 0; i < map.signatureHigh.length; i++) this.table.add(map.signatureHigh[i], map.signatureLow[i]);
  }

  /** Class of a signature; a signature the map does not know belongs to none: −1. */
  classOf(high: number, low: number): number {
    const index = this.table.find(high, low);
    return index < 0 ? -1 : this.map.classOfSignature[index];
  }
}

/**
 * Puts every shape into a class: of the given definitions (a recipe's), or of those that the data suggest. Laws: the
 * definitions of a map, given again, give the same map; and of a part of the requests each keeps its definition.
 */
export function buildClassMap(
  counts: ShapeCounts,
  rule: ClassRule,
  given: readonly ClassDefinition[] | null = null,
): ClassMap {
  const { definitions, definitionOfShape } = classifyShapes(counts, rule, given ?? findLeaders(counts, rule));
  const members = definitions.map((): number[] => []);
  definitionOfShape.forEach((definition, shape) => {
    members[definition].push(shape);
  });
  const classes = definitions
    .map((definition, at) => requestClass(counts, definition, at, members[at]))
    .filter(({ shapes }) => shapes > 0)
    .sort((a, b) => b.requests - a.requests || a.root - b.root || byBytes(a.leader, b.leader));
  const idOfDefinition = new Int32Array(definitions.length).fill(-1);
  classes.forEach(({ definition }, id) => {
    idOfDefinition[definition] = id;
  });
  return {
    rule,
    classes,
    definitions,
    newRoots: given === null ? 0 : requestsOfNewRoots(counts, given),
    signatureHigh: counts.signatureHigh,
    signatureLow: counts.signatureLow,
    classOfSignature: definitionOfShape.map((definition) => idOfDefinition[definition]),
  };
}

/** Without the recipe their beginnings would make roots of classes. */
function requestsOfNewRoots(counts: ShapeCounts, given: readonly ClassDefinition[]): number {
  const known = new Set(given.map(({ root }) => root));
  const unknown = new Map<number, number>();
  counts.root.forEach((root, shape) => {
    if (!known.has(root)) unknown.set(root, (unknown.get(root) ?? 0) + counts.requests[shape]);
  });
  const total = counts.requests.reduce((sum, requests) => sum + requests, 0);
  const least = Math.max(CLASS_REQUESTS, CLASS_SHARE * total);
  return [...unknown.values()].filter((requests) => requests >= least).reduce((sum, requests) => sum + requests, 0);
}

function requestClass(
  counts: ShapeCounts,
  { root, other, shape }: ClassDefinition,
  definition: number,
  members: readonly number[],
): RequestClass {
  let requests = 0;
  let most = 0;
  let largest: Int32Array = new Int32Array(0);
  for (const member of members) {
    const count = counts.requests[member];
    requests += count;
    if (!other) continue;
    const bases = counts.bases.subarray(counts.baseOffsets[member], counts.baseOffsets[member + 1]);
    if (count > most || (count === most && byBytes(bases, largest) < 0)) {
      most = count;
      largest = bases;
    }
  }
  return { root, other, requests, shapes: members.length, leader: (other ? largest : shape).slice(), definition };
}
