import { expectedPhase, type NamedClass, type NamedKind } from "../../trace/named-class.ts";
import type { ClassRule } from "../../trace/shapes.ts";
import { type DocumentReader, optional } from "./document-reader.ts";

const CLASS_RULES = ["shape", "root", "none", "key"] as const;
const PHASES = ["point", "start", "end"] as const;

/** How requests are told apart, and the classes that were found by it. */
export interface RecipeClasses {
  readonly classes: ClassRule;
  readonly classMap?: readonly NamedClass[];
}

/** Reads the part "classes" of a recipe. */
export function readClasses(reader: DocumentReader, value: unknown, path: string): RecipeClasses {
  const rule = reader.object(value, path, ["by", "key", "map"]);
  const by = reader.oneOf(rule.get("by"), `${path}.by`, CLASS_RULES);
  const classes: ClassRule = by === "key" ? { by, name: reader.text(rule.get("key"), `${path}.key`) } : { by };
  const names = new Set<string>();
  const { map } = optional(rule, path, "map", (map, place) =>
    reader.list(map, place, (entry, at) => {
      const found = readClass(reader, entry, at, classes);
      if (names.has(found.name)) reader.expect(`${at}.name`, "a name that no other class has", found.name);
      names.add(found.name);
      return found;
    }),
  );
  // No classes are none that could decide anything.
  return { classes, ...(map !== undefined && map.length > 0 && { classMap: map }) };
}

function readClass(reader: DocumentReader, value: unknown, path: string, rule: ClassRule): NamedClass {
  const entry = reader.object(value, path, ["name", "root", "other", "shape"]);
  const other = entry.has("other") && reader.boolean(entry.get("other"), `${path}.other`);
  const shape = entry.has("shape")
    ? reader.list(entry.get("shape"), `${path}.shape`, (kind, at) => readKind(reader, kind, at))
    : [];
  if (!other && shape.length === 0) reader.expect(`${path}.shape`, "at least one [task, label]", entry.get("shape"));
  return {
    name: reader.text(entry.get("name"), `${path}.name`),
    root: readRoot(reader, entry.get("root"), `${path}.root`, rule),
    other,
    shape,
  };
}

function readRoot(reader: DocumentReader, value: unknown, path: string, rule: ClassRule): NamedClass["root"] {
  if (rule.by === "none") {
    if (value !== undefined) reader.expect(path, "nothing: the rule tells no roots apart", value);
    return null;
  }
  // A value of the key may be empty; requests without one are told by what they begin with.
  if (rule.by === "key" && typeof value === "string") return value;
  return readKind(reader, value, path);
}

/** [task, label], with the phase behind them where the label does not tell it. */
function readKind(reader: DocumentReader, value: unknown, path: string): NamedKind {
  const parts = reader.list(value, path, (part) => part);
  if (parts.length < 2 || parts.length > 3) reader.expect(path, "[task, label] or [task, label, phase]", value);
  const label = reader.text(parts[1], `${path}[1]`, true);
  return {
    task: reader.text(parts[0], `${path}[0]`, true),
    label,
    phase: parts.length > 2 ? reader.oneOf(parts[2], `${path}[2]`, PHASES) : expectedPhase(label),
  };
}
