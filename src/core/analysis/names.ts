import { textsOf } from "../dictionary-text.ts";
import type { Catalog } from "../trace/catalog.ts";
import { namedClasses } from "../trace/class-names.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { ClassMap } from "../trace/classes.ts";
import { ORDINAL_LAST, ORDINAL_STRIDE } from "../trace/event-table.ts";
import type { NamedClass } from "../trace/named-class.ts";

export interface EventKindName {
  readonly task: string;
  readonly label: string;
  /** 1 … 8, or "last". */
  readonly ordinal: number | "last";
}

/** Texts of a catalog, decoded once. */
export class CatalogNames {
  readonly hosts: readonly string[];
  readonly taskNames: readonly string[];
  readonly labels: readonly string[];
  readonly components: readonly string[];

  constructor(readonly catalog: Catalog) {
    this.hosts = textsOf(catalog.hosts);
    this.taskNames = textsOf(catalog.taskNames);
    this.labels = textsOf(catalog.labels);
    this.components = textsOf(catalog.components);
  }

  eventKind(code: number): EventKindName {
    const ordinal = code % ORDINAL_STRIDE;
    const base = (code - ordinal) / ORDINAL_STRIDE;
    return {
      task: this.taskNames[this.catalog.baseTaskName[base]],
      label: this.labels[this.catalog.baseLabel[base]],
      ordinal: ordinal === ORDINAL_LAST ? "last" : ordinal,
    };
  }

  /** "task · label", with "×2" for the second occurrence. */
  event(code: number): string {
    const { task, label, ordinal } = this.eventKind(code);
    return `${task} · ${label}${suffixOf(ordinal)}`;
  }

  /** A span is named by its task alone; other segments by task and the labels at both ends. */
  segment(table: ClassTable, kind: number): string {
    const start = this.eventKind(table.kindCode[table.segmentStart[kind]]);
    const end = this.eventKind(table.kindCode[table.segmentEnd[kind]]);
    if (start.label === "start" && end.label === "end") return `${start.task}${suffixOf(start.ordinal)}`;
    return `${start.task} · ${start.label}${suffixOf(start.ordinal)} → ${end.label}${suffixOf(end.ordinal)}`;
  }

  /** Name of the root of each class. */
  roots(map: ClassMap): string[] {
    return map.classes.map(({ root }) => this.root(root, map));
  }

  /** Names of classes: that of the recipe, else the root, with the number of kinds or "other" where it has several classes. */
  classes(map: ClassMap): string[] {
    const several = new Map<string, number>();
    for (const { root } of map.definitions) {
      const name = this.root(root, map);
      several.set(name, (several.get(name) ?? 0) + 1);
    }
    const used = new Set(map.definitions.flatMap(({ named }) => named?.name ?? []));
    return map.classes.map(({ root: code, other, leader, definition }) => {
      const { named } = map.definitions[definition];
      if (named !== null) return named.name;
      const root = this.root(code, map);
      let name = root;
      if ((several.get(root) ?? 0) > 1) name = other ? `${root} · other` : `${root} · ${leader.length} kinds`;
      for (let n = 2, plain = name; used.has(name); n++) name = `${plain} (${n})`;
      used.add(name);
      return name;
    });
  }

  /** The classes as a recipe keeps them. `classNames`: by class. */
  recipeClasses(map: ClassMap, classNames: readonly string[]): NamedClass[] {
    const nameOf = new Map(map.classes.map(({ definition }, id) => [definition, classNames[id]]));
    return namedClasses(
      this.catalog,
      map,
      map.definitions.map(({ named }, at) => named?.name ?? nameOf.get(at) ?? ""),
    );
  }

  private root(root: number, map: ClassMap): string {
    if (map.rule.by === "none") return "all requests";
    const { rule } = map;
    if (root < 0) {
      const absent = map.definitions.find((definition) => definition.root === root)?.named?.root;
      if (typeof absent !== "object" || absent === null)
        return `${rule.by === "key" ? `${rule.name} ` : ""}${absent ?? ""}`;
      return rootOfKind(absent.task, absent.label);
    }
    const bases = this.catalog.baseLabel.length;
    if (rule.by === "key" && root >= bases) {
      const column = this.catalog.attributes.find(({ name }) => name === rule.name);
      return column === undefined ? rule.name : `${rule.name} ${textsOf(column.values)[root - bases]}`;
    }
    const { task, label } = this.eventKind(root * ORDINAL_STRIDE + 1);
    return rootOfKind(task, label);
  }
}

function rootOfKind(task: string, label: string): string {
  return label === "start" || label === "end" ? task : `${task} · ${label}`;
}

function suffixOf(ordinal: number | "last"): string {
  if (ordinal === 1) return "";
  return ordinal === "last" ? " (last)" : ` ×${ordinal}`;
}
