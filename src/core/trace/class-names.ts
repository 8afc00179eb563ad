import { textsOf } from "../dictionary-text.ts";
import { PHASE_END, PHASE_START } from "../units.ts";
import type { Catalog } from "./catalog.ts";
import type { ClassDefinition } from "./class-definition.ts";
import type { ClassMap } from "./classes.ts";
import type { NamedClass, NamedKind, NamedPhase } from "./named-class.ts";
import type { ClassRule } from "./shapes.ts";

/** Kinds that a dataset lacks are numbered from here, beyond every base kind. */
const FIRST_ABSENT = 1 << 30;

/** Definitions as a recipe keeps them, in their order. `names`: by definition, each once. */
export function namedClasses(catalog: Catalog, map: ClassMap, names: readonly string[]): NamedClass[] {
  const kinds = new KindNames(catalog);
  return map.definitions.map(({ root, other, shape, named }, at) => {
    if (named !== null) return named;
    return {
      name: names[at],
      root: rootName(catalog, kinds, map, root),
      other,
      shape: Array.from(shape, (base) => kinds.nameOf(base)),
    };
  });
}

function rootName(
  catalog: Catalog,
  kinds: KindNames,
  { rule, definitions }: ClassMap,
  root: number,
): NamedClass["root"] {
  if (rule.by === "none") return null;
  if (root < 0) return definitions.find((each) => each.root === root && each.named !== null)?.named?.root ?? null;
  const value = root - catalog.basePhase.length;
  if (value < 0) return kinds.nameOf(root);
  const column = rule.by === "key" ? catalog.attributes.find(({ name }) => name === rule.name) : undefined;
  return column === undefined ? null : textsOf(column.values)[value];
}

/** The classes of a recipe by the ids of a dataset; what the dataset lacks gets numbers that no event has. */
export function definitionsOf(catalog: Catalog, rule: ClassRule, classes: readonly NamedClass[]): ClassDefinition[] {
  const kinds = new KindNames(catalog);
  const column = rule.by === "key" ? catalog.attributes.find(({ name }) => name === rule.name) : undefined;
  const values = column === undefined ? [] : textsOf(column.values);
  const valueIds = new Map(values.map((value, id) => [value, id]));
  const absentRoots = new Map<string, number>();
  const rootOf = (root: NamedClass["root"]): number => {
    if (root === null) return 0;
    const known = typeof root === "string" ? valueIds.get(root) : kinds.find(root);
    if (known !== undefined) return typeof root === "string" ? catalog.basePhase.length + known : known;
    const key = typeof root === "string" ? root : `\u0000${keyOf(root)}`;
    const absent = absentRoots.get(key) ?? -1 - absentRoots.size;
    absentRoots.set(key, absent);
    return absent;
  };
  const absentKinds = new Map<string, number>();
  const baseOf = (kind: NamedKind): number => {
    const absent = absentKinds.get(keyOf(kind)) ?? FIRST_ABSENT + absentKinds.size;
    const base = kinds.find(kind) ?? absent;
    if (base === absent) absentKinds.set(keyOf(kind), absent);
    return base;
  };
  return classes.map((named) => ({
    root: rootOf(named.root),
    other: named.other,
    shape: Int32Array.from(new Set(named.shape.map(baseOf))).sort(),
    named,
  }));
}

/** Base kinds of a catalog by their names, both ways. */
class KindNames {
  private readonly names: readonly NamedKind[];
  private readonly ids = new Map<string, number>();

  constructor({ taskNames, labels, baseTaskName, baseLabel, basePhase }: Catalog) {
    const tasks = textsOf(taskNames);
    const labelTexts = textsOf(labels);
    this.names = Array.from(basePhase, (phase, base) => ({
      task: tasks[baseTaskName[base]],
      label: labelTexts[baseLabel[base]],
      phase: phaseName(phase),
    }));
    this.names.forEach((kind, base) => {
      this.ids.set(keyOf(kind), base);
    });
  }

  nameOf(base: number): NamedKind {
    return this.names[base];
  }

  find(kind: NamedKind): number | undefined {
    return this.ids.get(keyOf(kind));
  }
}

function phaseName(phase: number): NamedPhase {
  if (phase === PHASE_START) return "start";
  return phase === PHASE_END ? "end" : "point";
}

function keyOf({ task, label, phase }: NamedKind): string {
  return JSON.stringify([task, label, phase]);
}
