import { encodeUtf8 } from "../bytes.ts";
import { type CompiledLabelRules, compileLabelRules } from "../label/label-rules.ts";
import { failure, type Outcome } from "../outcome.ts";
import { NONE } from "../units.ts";
import { type EnvelopeColumn, envelopeColumns, isWrapped } from "./envelope/envelope-columns.ts";
import type { OuterSlot } from "./envelope/layers.ts";
import { withOthers } from "./envelope/other-plans.ts";
import type { ColumnNames } from "./format.ts";
import { formatOf } from "./formats/registry.ts";
import { compileIgnored } from "./ignored-lines.ts";
import { MAX_PATH_SEGMENTS } from "./json-path.ts";
import type { EpochUnit, FieldReference, SourcePlan, StampForm, TimeReference, TimeUnit } from "./source-plan.ts";
import { stampProblem } from "./time/stamp-check.ts";

/** A `FieldReference` with its names replaced by positions. */
export interface CompiledField {
  /** Slot of the column in the record's `FieldTable`. */
  readonly slot: number;
  /** Position of the JSON path among those of the same column, NONE without one. */
  readonly path: number;
  readonly pattern: RegExp | undefined;
  /** Slot of the nanoseconds that belong to the whole seconds found, NONE without. */
  readonly nanosSlot: number;
  /** Neither path nor pattern nor nanoseconds: the column itself. */
  readonly isPlain: boolean;
  /** For messages: the name as the plan writes it. */
  readonly name: string;
}

export interface CompiledStamp {
  readonly field: CompiledField;
  readonly unit: TimeUnit;
  /** The form looked for first, then the others. */
  readonly forms: readonly StampForm[];
}

export interface CompiledDuration {
  readonly field: CompiledField;
  readonly unit: EpochUnit;
}

export interface CompiledStage extends CompiledDuration {
  /** Label of its end. */
  readonly label: string;
}

/** A plan ready for reading: which columns are needed, and each role as slots. */
export interface CompiledPlan {
  readonly plan: SourcePlan;
  readonly columnNames: ColumnNames;
  /** CSV: the delimiter as a byte. */
  readonly delimiter: number;
  /** CSV: number of columns of a record. */
  readonly columnCount: number;
  /** CSV: position → slot, NONE if not needed. */
  readonly slotOfColumn: Int32Array;
  /** Column name (CSV) or dotted path (NDJSON) of each slot. */
  readonly slotNames: readonly string[];
  /** JSON paths wanted inside the column of each slot. */
  readonly pathsOfSlot: readonly (readonly string[])[];
  readonly request: readonly CompiledField[];
  readonly time: CompiledStamp | undefined;
  readonly outerTime: CompiledStamp | undefined;
  readonly endTime: CompiledStamp | undefined;
  readonly duration: CompiledDuration | undefined;
  readonly stages: readonly CompiledStage[];
  readonly host: CompiledField | undefined;
  readonly service: CompiledField | undefined;
  readonly task: readonly CompiledField[];
  readonly label: readonly CompiledField[];
  /** Which part of the label is mined from free text, NONE without one. */
  readonly minedLabel: number;
  /** Rules of a mined label; undefined without one. */
  readonly labelRules: CompiledLabelRules | undefined;
  readonly outcome: CompiledField | undefined;
  /** Outcome (if any), keys, attributes: in the order of `ParsedSlice.attributes`. */
  readonly attributes: readonly CompiledField[];
  /** Columns of envelopes that roles use, and their slots. */
  readonly outer: readonly OuterSlot[];
  /** Further formats of lines; all have the attributes of all, so that one record fits the columns of another. */
  readonly others: readonly CompiledPlan[];
}

/**
 * Checks a plan and resolves its names. Failures: R_DELIMITER, R_COLUMNS, R_COLUMN (a name the file does not have),
 * R_PATTERN (not a regular expression, or no pattern of lines), R_PATH, R_ROLES (no request, no roles, two mined labels),
 * R_STAMP (a form of stamps that is none), R_TIME (stamps without year or date, and nothing to tell it), R_LABELS (rules of
 * a mined label), R_IGNORED and R_LINES (lines that are no records).
 */
export function compilePlan(plan: SourcePlan): Outcome<CompiledPlan> {
  const compiler = new PlanCompiler(plan);
  const compiled = compiler.compile();
  return compiler.problem ?? withOthers(compiled, compilePlan);
}

class PlanCompiler {
  problem: Outcome<never> | undefined;
  private readonly columns: readonly string[];
  /** Of formats that name their columns: all there are, undefined if any may occur. */
  private names: readonly string[] | undefined;
  private readonly slotNames: string[] = [];
  private readonly slotOf = new Map<string, number>();
  private readonly paths: string[][] = [];
  private readonly slotOfColumn: Int32Array;
  private readonly columnNames: ColumnNames;
  private readonly outer = new Map<string, EnvelopeColumn>();
  private readonly outerSlots: OuterSlot[] = [];

  constructor(private readonly plan: SourcePlan) {
    this.columnNames = formatOf(plan.format).columnNames;
    this.columns = this.columnNames === "listed" ? (plan.columns ?? []) : [];
    const names = formatOf(plan.format).columns?.(plan);
    if (names?.ok === false) this.problem = names;
    else this.names = names?.value;
    this.slotOfColumn = new Int32Array(this.columns.length).fill(NONE);
    const outer = envelopeColumns(plan.envelopes ?? []);
    if (!outer.ok) this.problem = outer;
    else for (const column of outer.value) this.outer.set(column.name, column);
    if (isWrapped(plan) && formatOf(plan.format).lines === undefined) {
      this.fail("R_ENVELOPE", `envelopes hold formats of lines, and ${plan.format} is none`);
    }
  }

  compile(): CompiledPlan {
    const { plan } = this;
    const delimiter = encodeUtf8(plan.delimiter ?? ",");
    if (this.columnNames === "listed") {
      if (delimiter.length !== 1 || delimiter[0] === 0x22 || delimiter[0] === 0x0a || delimiter[0] === 0x0d) {
        this.fail("R_DELIMITER", `the delimiter must be one byte, seen ${JSON.stringify(plan.delimiter)}`);
      }
      if (this.columns.length === 0) this.fail("R_COLUMNS", "a CSV plan needs its column names");
    }
    if (this.columnNames !== "none" && !plan.roles) this.fail("R_ROLES", `a ${plan.format} plan needs roles`);
    const roles = plan.roles;
    if (roles && roles.request.length === 0) this.fail("R_ROLES", "a plan needs at least one request column");
    const stamps = roles && stampProblem(roles, plan.assume);
    if (stamps) this.fail(stamps.code, stamps.message);
    const named = roles ? [...(roles.outcome ? [roles.outcome] : []), ...roles.keys, ...roles.attributes] : [];
    const minedLabel = (roles?.label ?? []).findIndex(({ mined }) => mined === true);
    if ((roles?.label ?? []).filter(({ mined }) => mined === true).length > 1) {
      this.fail("R_ROLES", "only one part of the label can be mined from free text");
    }
    const labelRules = this.labelRules();
    this.checkLines();
    return {
      plan,
      columnNames: this.columnNames,
      delimiter: delimiter[0],
      request: (roles?.request ?? []).map((reference) => this.field(reference)),
      time: this.stamp(roles?.time),
      outerTime: this.stamp(roles?.outerTime),
      endTime: this.stamp(roles?.endTime),
      duration: roles?.duration && { field: this.field(roles.duration), unit: roles.duration.unit },
      stages: (roles?.stages ?? []).map((stage) => ({
        field: this.field(stage),
        unit: stage.unit,
        label: stage.name,
      })),
      host: this.optional(roles?.host),
      service: this.optional(roles?.service),
      task: (roles?.task ?? []).map((reference) => this.field(reference)),
      label: (roles?.label ?? []).map((reference) => this.field(reference)),
      minedLabel,
      labelRules: minedLabel === NONE ? undefined : labelRules,
      outcome: this.optional(roles?.outcome),
      attributes: named.map((reference) => this.field(reference)),
      columnCount: this.columns.length,
      slotOfColumn: this.slotOfColumn,
      slotNames: this.slotNames,
      pathsOfSlot: this.paths,
      outer: this.outerSlots,
      others: [],
    };
  }

  private fail(code: string, message: string): void {
    this.problem ??= failure(code, message);
  }

  /** Lines that are no records, or repeats of others, can be told of formats of lines only. */
  private checkLines(): void {
    const { ignored, unmatched, repeats, format } = this.plan;
    const compiled = compileIgnored(ignored);
    if (!compiled.ok) this.fail(compiled.failure.code, compiled.failure.message);
    const hasLines = format === "csv" || formatOf(format).lines !== undefined;
    if (!hasLines && (ignored !== undefined || unmatched !== undefined || repeats !== undefined)) {
      this.fail(
        "R_LINES",
        `lines can be ignored, continued or counted once in formats of lines, and ${format} is none`,
      );
    }
  }

  private labelRules(): CompiledLabelRules | undefined {
    const compiled = compileLabelRules(this.plan.labelRules ?? {});
    if (compiled.ok) return compiled.value;
    this.fail(compiled.failure.code, compiled.failure.message);
    return undefined;
  }

  private optional(reference: FieldReference | undefined): CompiledField | undefined {
    return reference && this.field(reference);
  }

  private stamp(reference: TimeReference | undefined): CompiledStamp | undefined {
    if (reference === undefined) return undefined;
    const { unit, stamp, nanos, also = [] } = reference;
    const plain = this.field(reference);
    const field = nanos === undefined ? plain : { ...plain, nanosSlot: this.slot(nanos), isPlain: false };
    return { field, unit, forms: [{ unit, ...(stamp !== undefined && { stamp }) }, ...also] };
  }

  private field(reference: FieldReference): CompiledField {
    const slot = this.slot(reference.column);
    const path = reference.json === undefined ? NONE : this.path(slot, reference.json);
    const pattern = this.pattern(reference.pattern);
    const isPlain = path === NONE && pattern === undefined;
    return { slot, path, pattern, nanosSlot: NONE, isPlain, name: nameOf(reference) };
  }

  private slot(column: string): number {
    const position = this.columnNames === "listed" ? this.position(column) : NONE;
    const known = position === NONE ? this.slotOf.get(column) : this.slotOfColumn[position];
    if (known !== undefined && known !== NONE) return known;
    const slot = this.slotNames.push(column) - 1;
    this.slotOf.set(column, slot);
    this.paths.push([]);
    if (position !== NONE) this.slotOfColumn[position] = slot;
    const outer = this.outer.get(column);
    if (outer !== undefined) {
      this.outerSlots.push({ ...outer, slot });
      return slot;
    }
    if (this.columnNames === "paths") this.checkPath(column);
    if (this.names?.includes(column) === false) {
      this.fail("R_COLUMN", `no field "${column}" among ${this.names.slice(0, 40).join(", ")}`);
    }
    return slot;
  }

  /** Position of a CSV column by its name, else by "#n" counted from 1. */
  private position(name: string): number {
    const position = this.columns.indexOf(name);
    if (position >= 0) return position;
    const number = /^#([1-9]\d{0,4})$/.exec(name);
    if (number && Number(number[1]) <= this.columns.length) return Number(number[1]) - 1;
    this.fail("R_COLUMN", `no column "${name}" among ${this.columns.slice(0, 40).join(", ")}`);
    return NONE;
  }

  private path(slot: number, path: string): number {
    this.checkPath(path);
    const paths = this.paths[slot];
    const at = paths.indexOf(path);
    return at >= 0 ? at : paths.push(path) - 1;
  }

  private checkPath(path: string): void {
    const count = path.split(".").length;
    if (path === "" || count > MAX_PATH_SEGMENTS) {
      this.fail("R_PATH", `"${path}" is no dotted path of at most ${MAX_PATH_SEGMENTS} names`);
    }
  }

  private pattern(source: string | undefined): RegExp | undefined {
    if (source === undefined) return undefined;
    try {
      return new RegExp(source);
    } catch (error) {
      this.fail("R_PATTERN", `"${source}" is no regular expression: ${error instanceof Error ? error.message : error}`);
      return undefined;
    }
  }
}

function nameOf(reference: FieldReference): string {
  return reference.json === undefined ? reference.column : `${reference.column} › ${reference.json}`;
}
