import type { NamedClass } from "./named-class.ts";
import { mostSimilarity, similarity } from "./shape-similarity.ts";
import type { ClassRule, ShapeCounts } from "./shapes.ts";

/** Least similarity of a request's shape to that of its class. */
const SIMILARITY = 0.6;

/**
 * What makes a request one of a class: found in the data, or taken from a recipe. Their order decides ties, and nothing
 * else.
 */
export interface ClassDefinition {
  /** Root code (see `ShapeCounts.root`); negative: a root of a recipe that the data lack. */
  readonly root: number;
  readonly other: boolean;
  /** Ascending base kinds; those that the data lack are numbers beyond all others. Empty: like no request. */
  readonly shape: Int32Array;
  /** As the recipe has it; null of those found in the data. */
  readonly named: NamedClass | null;
}

/** Which definition each shape belongs to; definitions of "other" classes that were missing stand behind those given. */
export interface Classification {
  readonly definitions: readonly ClassDefinition[];
  readonly definitionOfShape: Int32Array;
}

/**
 * The class of a shape, a function of its root, its kinds and the definitions alone: the root itself if a definition
 * has it, else that of the most similar definition; within the root the class proper whose shape is most similar, 0.6
 * at least (under the rules "root" and "none" the first one), else "other". Ties go to the earlier definition.
 */
export function classifyShapes(
  counts: ShapeCounts,
  rule: ClassRule,
  given: readonly ClassDefinition[],
): Classification {
  const floor = rule.by === "shape" || rule.by === "key" ? SIMILARITY : 0;
  const comparable = given.flatMap(({ shape }, at) => (shape.length > 0 ? [at] : []));
  const properOfRoot = new Map<number, number[]>();
  const otherOfRoot = new Map<number, number>();
  given.forEach(({ root, other }, at) => {
    const proper = properOfRoot.get(root) ?? [];
    properOfRoot.set(root, proper);
    if (!other) proper.push(at);
    else if (!otherOfRoot.has(root)) otherOfRoot.set(root, at);
  });
  const rootOfShape = counts.root.slice();
  const definitionOfShape = counts.root.map((root, index) => {
    const shape = counts.bases.subarray(counts.baseOffsets[index], counts.baseOffsets[index + 1]);
    if (!properOfRoot.has(root)) rootOfShape[index] = given[nearest(given, comparable, shape, 0)]?.root ?? root;
    const found = nearest(given, properOfRoot.get(rootOfShape[index]) ?? [], shape, floor);
    return found >= 0 ? found : (otherOfRoot.get(rootOfShape[index]) ?? -1);
  });
  const definitions = [...given];
  const lacking = new Set(rootOfShape.filter((_, index) => definitionOfShape[index] < 0));
  for (const root of [...lacking].sort((a, b) => a - b)) {
    otherOfRoot.set(root, definitions.length);
    definitions.push({ root, other: true, shape: new Int32Array(0), named: null });
  }
  definitionOfShape.forEach((found, index) => {
    if (found < 0) definitionOfShape[index] = otherOfRoot.get(rootOfShape[index]) ?? -1;
  });
  return { definitions, definitionOfShape };
}

/** Of these definitions the first that is most similar and at least so much; −1 if none is. */
function nearest(
  definitions: readonly ClassDefinition[],
  among: readonly number[],
  shape: Int32Array,
  floor: number,
): number {
  let best = -1;
  let most = floor;
  for (const at of among) {
    const { shape: leader } = definitions[at];
    const bound = mostSimilarity(leader.length, shape.length);
    if (bound < most || (best >= 0 && bound === most)) continue;
    const alike = similarity(leader, shape);
    if (alike > most || (best < 0 && alike === most)) {
      best = at;
      most = alike;
    }
  }
  return best;
}
