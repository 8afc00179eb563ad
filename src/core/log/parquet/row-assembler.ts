import { decodeUtf8 } from "../../bytes.ts";
import type { LeafValues } from "./leaf-collector.ts";
import { corrupt } from "./parquet-problem.ts";
import { leavesOf, type SchemaNode } from "./parquet-schema.ts";
import type { TextArena } from "./text-arena.ts";
import { isJsonToken } from "./value-text.ts";

/** The values of one leaf and how many of them have been taken. */
interface Cursor {
  readonly values: LeafValues;
  at: number;
}

/**
 * Puts the values of leaves together again, row by row, as JSON text: structs and maps as objects, lists as arrays,
 * numbers with all their digits (Dremel, "record assembly").
 */
export class RowAssembler {
  private readonly cursors = new Map<SchemaNode, Cursor>();
  /** The first leaf below a node tells whether the node is there. */
  private readonly leads = new Map<SchemaNode, Cursor>();

  /** @param leaves values of the leaves below `node`, in their order */
  constructor(
    private readonly node: SchemaNode,
    leaves: readonly LeafValues[],
    private readonly arena: TextArena,
  ) {
    leavesOf(node).forEach((leaf, i) => {
      this.cursors.set(leaf, { values: leaves[i], at: 0 });
    });
    this.findLeads(node);
  }

  /** The JSON text of the node in the next row; undefined if it is absent. Throws `ParquetProblem`. */
  next(): string | undefined {
    const text = this.node.path.length === 0 ? this.struct(this.node) : this.field(this.node);
    for (const [leaf, { values, at }] of this.cursors) {
      const isInside = at < values.count && values.repetition.length > 0 && values.repetition[at] > 0;
      if (isInside) throw corrupt(`column "${leaf.path.join(".")}" goes on where its neighbours end`);
    }
    return text;
  }

  private findLeads(node: SchemaNode): Cursor {
    const known = this.cursors.get(node);
    const found = node.children.map((child) => this.findLeads(child));
    const lead = known ?? found[0];
    this.leads.set(node, lead);
    return lead;
  }

  private lead(node: SchemaNode): Cursor {
    const cursor = this.leads.get(node);
    if (cursor === undefined) throw new Error(`${node.path.join(".")} is not part of this assembly`);
    if (cursor.at >= cursor.values.count) throw corrupt(`column "${node.path.join(".")}" ends before its neighbours`);
    return cursor;
  }

  private field(node: SchemaNode): string | undefined {
    if (node.isRepeated) return this.list(node, (item) => this.value(item));
    if (node.isOptional && this.isAbsent(node)) {
      this.skip(node);
      return undefined;
    }
    return this.value(node);
  }

  private isAbsent(node: SchemaNode): boolean {
    const { values, at } = this.lead(node);
    return values.definition.length > 0 && values.definition[at] < node.definitionLevel;
  }

  /** The text of a node that is there. */
  private value(node: SchemaNode): string {
    switch (node.shape) {
      case "leaf":
        return this.leaf(node);
      case "struct":
        return this.struct(node);
      case "list":
        return this.list(node.children[0], (item) => this.element(item));
      case "map":
        return this.map(node.children[0]);
    }
  }

  private struct(node: SchemaNode): string {
    const members = node.children.map((child) => `${JSON.stringify(child.name)}:${this.field(child) ?? "null"}`);
    return `{${members.join(",")}}`;
  }

  /** The repetitions of a node, none if the first value says so. */
  private list(node: SchemaNode, text: (node: SchemaNode) => string | undefined): string {
    const items: string[] = [];
    this.repeat(node, () => items.push(text(node) ?? "null"));
    return `[${items.join(",")}]`;
  }

  private map(pairs: SchemaNode): string {
    const members: string[] = [];
    this.repeat(pairs, () => {
      const key = this.field(pairs.children[0]) ?? "null";
      const value = this.field(pairs.children[1]) ?? "null";
      members.push(`${key.startsWith('"') ? key : JSON.stringify(key)}:${value}`);
    });
    return `{${members.join(",")}}`;
  }

  private repeat(node: SchemaNode, one: () => void): void {
    if (this.isAbsent(node)) {
      this.skip(node);
      return;
    }
    const lead = this.lead(node);
    const { repetition, count } = lead.values;
    for (let before = lead.at; ; before = lead.at) {
      one();
      if (lead.at === before) throw corrupt(`column "${node.path.join(".")}" does not go on`);
      if (lead.at >= count || repetition[lead.at] !== node.repetitionLevel) return;
    }
  }

  /** One item of a list: writers wrap it into a group of one field, some do not (LogicalTypes.md of parquet-format). */
  private element(item: SchemaNode): string | undefined {
    const isWrapper = item.shape === "struct" && item.children.length === 1 && item.name !== "array";
    return isWrapper ? this.field(item.children[0]) : this.value(item);
  }

  private leaf(node: SchemaNode): string {
    const cursor = this.lead(node);
    const { values } = cursor;
    const start = values.starts[cursor.at];
    const end = values.ends[cursor.at++];
    if (start < 0) return "null";
    const text = decodeUtf8(this.arena.bytes, start, end);
    const isToken = node.leaf !== undefined && isJsonToken(node.leaf) && !text.endsWith("Infinity");
    return isToken ? text : JSON.stringify(text);
  }

  /** Every leaf below an absent node has one value that says so. */
  private skip(node: SchemaNode): void {
    for (const leaf of leavesOf(node)) this.lead(leaf).at++;
  }
}
