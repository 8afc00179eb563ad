import type { Catalog } from "./catalog.ts";
import type { ClassMap } from "./classes.ts";
import { ClassFinder } from "./classes.ts";
import type { EventTable } from "./event-table.ts";
import { requestCountOf } from "./event-table.ts";
import type { ClassRule, ShapeSignatures } from "./shapes.ts";
import { ShapeReader } from "./shapes.ts";

/** A reader of shapes under a rule; a key that the catalog lacks tells nothing apart. */
export function shapeReader(catalog: Catalog, rule: ClassRule): ShapeReader {
  const column = rule.by === "key" ? catalog.attributes.findIndex(({ name }) => name === rule.name) : -1;
  return new ShapeReader(catalog.basePhase.length, rule, column);
}

/** Class id per request of a table, −1 = none. One pass over the rows, or none with the signatures of this rule. */
export function requestClasses(
  table: EventTable,
  catalog: Catalog,
  classMap: ClassMap,
  signatures: ShapeSignatures | null = null,
): Int32Array {
  if (signatures !== null && isSameRule(signatures.rule, classMap.rule)) {
    const { halves } = signatures;
    const finder = new ClassFinder(classMap);
    return Int32Array.from({ length: halves.length / 2 }, (_, at) =>
      finder.classOf(halves[2 * at], halves[2 * at + 1]),
    );
  }
  const reader = shapeReader(catalog, classMap.rule);
  const finder = new ClassFinder(classMap);
  const classes = new Int32Array(requestCountOf(table));
  for (let request = 0; request < classes.length; request++) {
    reader.read(table, request);
    classes[request] = finder.classOf(reader.high, reader.low);
  }
  return classes;
}

function isSameRule(a: ClassRule, b: ClassRule): boolean {
  return a.by === b.by && (a.by !== "key" || b.by !== "key" || a.name === b.name);
}
