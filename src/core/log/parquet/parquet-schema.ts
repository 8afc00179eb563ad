import type { FooterElement, PhysicalType } from "./parquet-codec.ts";
import { corrupt, unsupported } from "./parquet-problem.ts";

/** What the values of a leaf are, which decides how they become text. */
export type LeafKind =
  | "text"
  | "bytes"
  | "hex"
  | "uuid"
  | "signed"
  | "unsigned"
  | "float"
  | "double"
  | "float16"
  | "boolean"
  | "date"
  | "timestamp"
  | "int96"
  | "time"
  | "decimal";

export interface LeafType {
  readonly physical: PhysicalType;
  readonly kind: LeafKind;
  /** Bytes of a value, undefined if it has its length in front; booleans are bits. */
  readonly width: number | undefined;
  /** Digits below the second of times, of a decimal behind its point. */
  readonly digits: number;
  readonly isUtc: boolean;
  /** The text is JSON. */
  readonly isJson: boolean;
}

/** A node of the schema; plain data, for it travels to workers. */
export interface SchemaNode {
  readonly name: string;
  readonly path: readonly string[];
  readonly isOptional: boolean;
  readonly isRepeated: boolean;
  /** Levels of a value that is there: nodes on the way that may be absent; that are repeated. */
  readonly definitionLevel: number;
  readonly repetitionLevel: number;
  readonly shape: "leaf" | "struct" | "list" | "map";
  readonly children: readonly SchemaNode[];
  readonly leaf: LeafType | undefined;
}

/** Deeper schemas are refused as no log; it also bounds recursion. */
const MAX_DEPTH = 32;
/** Names of columns are listed, profiled and shown: more are no log. */
const MAX_NODES = 100_000;

/** Far beyond any decimal that is written. */
const MAX_SCALE = 1000;

const TIME_DIGITS = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;
const INTEGER_WIDTHS: ReadonlyMap<PhysicalType, number> = new Map([
  ["INT32", 4],
  ["INT64", 8],
  ["INT96", 12],
  ["FLOAT", 4],
  ["DOUBLE", 8],
]);

/** The tree of a schema in preorder, root included. Throws `ParquetProblem` if it is none or has no columns. */
export function schemaTree(elements: readonly FooterElement[]): SchemaNode {
  if (elements.length > MAX_NODES) throw unsupported(`this Parquet file has ${elements.length} columns: too many`);
  if (elements.length === 0) throw corrupt("its schema is empty");
  const builder = new TreeBuilder(elements);
  const root = builder.node([], 0, 0);
  if (root.children.length === 0) throw unsupported("this Parquet file has no columns");
  return root;
}

/** The leaves below a node in the order of their columns, itself if it is one. */
export function leavesOf(node: SchemaNode): SchemaNode[] {
  return node.shape === "leaf" ? [node] : node.children.flatMap(leavesOf);
}

/**
 * What a table of the file has as columns: leaves of structs by their dotted paths, lists and maps as a whole (JSON text).
 */
export function tableColumns(root: SchemaNode): { readonly name: string; readonly node: SchemaNode }[] {
  const columns: { name: string; node: SchemaNode }[] = [];
  const visit = (node: SchemaNode) => {
    if (node.shape === "struct" && !node.isRepeated) for (const child of node.children) visit(child);
    else columns.push({ name: node.path.join("."), node });
  };
  for (const child of root.children) visit(child);
  return columns;
}

class TreeBuilder {
  private next = 0;

  constructor(private readonly elements: readonly FooterElement[]) {}

  /** Takes the next element and what lies below it. */
  node(parentPath: readonly string[], parentDefinition: number, parentRepetition: number): SchemaNode {
    const element = this.elements[this.next++];
    const isRoot = this.next === 1;
    const path = isRoot ? [] : [...parentPath, element.name];
    if (path.length > MAX_DEPTH) throw unsupported(`column "${path.join(".")}" is nested more than ${MAX_DEPTH} deep`);
    const isRepeated = !isRoot && element.repetition === "REPEATED";
    const isOptional = !isRoot && element.repetition === "OPTIONAL";
    const definitionLevel = parentDefinition + (isRepeated || isOptional ? 1 : 0);
    const repetitionLevel = parentRepetition + (isRepeated ? 1 : 0);
    const children: SchemaNode[] = [];
    while (children.length < element.childCount) {
      if (this.next >= this.elements.length) throw corrupt("its schema ends in the middle");
      children.push(this.node(path, definitionLevel, repetitionLevel));
    }
    const base = { name: element.name, path, isOptional, isRepeated, definitionLevel, repetitionLevel };
    if (isRoot || element.type === undefined) {
      if (!isRoot && children.length === 0) throw corrupt(`column "${path.join(".")}" has no type`);
      return { ...base, shape: shapeOf(element, children), children, leaf: undefined };
    }
    if (children.length > 0) throw corrupt(`column "${path.join(".")}" has a type and columns of its own`);
    return { ...base, shape: "leaf", children, leaf: leafType(element, element.type, path) };
  }
}

function shapeOf(element: FooterElement, children: readonly SchemaNode[]): "struct" | "list" | "map" {
  const isWrapper = children.length === 1 && children[0].isRepeated;
  const kind = element.converted ?? element.logical;
  if (isWrapper && kind === "LIST") return "list";
  const isPairs = isWrapper && children[0].children.length === 2;
  return isPairs && (kind === "MAP" || kind === "MAP_KEY_VALUE") ? "map" : "struct";
}

function leafType(element: FooterElement, physical: PhysicalType, path: readonly string[]): LeafType {
  const { kind, digits, isUtc } = kindOf(element, physical);
  if (!(element.scale >= 0 && element.scale <= MAX_SCALE)) {
    throw corrupt(`column "${path.join(".")}" has ${element.scale} digits behind the point`);
  }
  const width = physical === "FIXED_LEN_BYTE_ARRAY" ? element.typeLength : INTEGER_WIDTHS.get(physical);
  if (physical === "FIXED_LEN_BYTE_ARRAY" && !(width !== undefined && width > 0 && width <= 1 << 20)) {
    throw corrupt(`column "${path.join(".")}" has values of ${width} bytes`);
  }
  return {
    physical,
    kind: (kind === "uuid" && width !== 16) || (kind === "float16" && width !== 2) ? "hex" : kind,
    width,
    digits: digits ?? 0,
    isUtc: isUtc ?? false,
    isJson: (element.logical ?? element.converted) === "JSON",
  };
}

interface Kind {
  readonly kind: LeafKind;
  readonly digits?: number;
  readonly isUtc?: boolean;
}

function kindOf(element: FooterElement, physical: PhysicalType): Kind {
  const { converted, logical } = element;
  const digits = element.unit && TIME_DIGITS[element.unit];
  const isDecimal = converted === "DECIMAL" || logical === "DECIMAL";
  switch (physical) {
    case "BOOLEAN":
      return { kind: "boolean" };
    case "FLOAT":
      return { kind: "float" };
    case "DOUBLE":
      return { kind: "double" };
    case "INT96":
      // Nothing tells the zone: some writers mean UTC, some local time.
      return { kind: "int96", digits: 9 };
    case "INT32":
    case "INT64": {
      if (isDecimal) return { kind: "decimal", digits: element.scale };
      if (physical === "INT32" && (converted === "DATE" || logical === "DATE")) return { kind: "date" };
      if (logical === "TIMESTAMP" && physical === "INT64") {
        return { kind: "timestamp", digits: digits ?? 3, isUtc: element.isUtc ?? false };
      }
      if (logical === "TIME") return { kind: "time", digits: digits ?? 3 };
      // The older annotations mean UTC (LogicalTypes.md of parquet-format).
      if (converted === "TIMESTAMP_MILLIS" && physical === "INT64")
        return { kind: "timestamp", digits: 3, isUtc: true };
      if (converted === "TIMESTAMP_MICROS" && physical === "INT64")
        return { kind: "timestamp", digits: 6, isUtc: true };
      if (converted === "TIME_MILLIS") return { kind: "time", digits: 3 };
      if (converted === "TIME_MICROS") return { kind: "time", digits: 6 };
      return { kind: converted?.startsWith("UINT_") || element.isSigned === false ? "unsigned" : "signed" };
    }
    case "FIXED_LEN_BYTE_ARRAY":
      if (isDecimal) return { kind: "decimal", digits: element.scale };
      if (logical === "UUID") return { kind: "uuid" };
      return { kind: logical === "FLOAT16" ? "float16" : "hex" };
    case "BYTE_ARRAY": {
      if (isDecimal) return { kind: "decimal", digits: element.scale };
      const named = ["UTF8", "ENUM", "JSON"].includes(converted ?? "");
      return { kind: named || ["STRING", "ENUM", "JSON"].includes(logical ?? "") ? "text" : "bytes" };
    }
  }
}
