import { encodeUtf8 } from "../bytes.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import { NONE } from "../units.ts";
import { MAX_PATH_SEGMENTS } from "./json-path.ts";
import {
  type EpochUnit,
  type FieldReference,
  isDocumentFormat,
  type SourcePlan,
  type TimeReference,
  type TimeUnit,
} from "./source-plan.ts";

/** A `FieldReference` with its names replaced by positions. */
export interface CompiledField {
  /** Slot of the column in the record's `FieldTable`. */
  readonly slot: number;
  /** Position of the JSON path among those of the same column, NONE without one. */
  readonly path: number;
  readonly pattern: RegExp | undefined;
  /** Neither path nor pattern: the column itself. */
  readonly isPlain: boolean;
  /** For messages: the name as the plan writes it. */
  readonly name: string;
}

export interface CompiledStamp {
  readonly field: CompiledField;
  readonly unit: TimeUnit;
}

export interface CompiledDuration {
  readonly field: CompiledField;
  readonly unit: EpochUnit;
}

/** A plan ready for reading: which columns are needed, and each role as slots. */
export interface CompiledPlan {
  readonly plan: SourcePlan;
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
  readonly endTime: CompiledStamp | undefined;
  readonly duration: CompiledDuration | undefined;
  readonly host: CompiledField | undefined;
  readonly service: CompiledField | undefined;
  readonly task: readonly CompiledField[];
  readonly label: readonly CompiledField[];
  readonly outcome: CompiledField | undefined;
  /** Outcome (if any), keys, attributes: in the order of `ParsedSlice.attributes`. */
  readonly attributes: readonly CompiledField[];
}

/**
 * Checks a plan and resolves its names. Failures: R_DELIMITER, R_COLUMNS, R_COLUMN (a name the file does not have),
 * R_PATTERN (not a regular expression), R_PATH, R_ROLES (no request or no roles).
 */
export function compilePlan(plan: SourcePlan): Outcome<CompiledPlan> {
  const compiler = new PlanCompiler(plan);
  const compiled = compiler.compile();
  return compiler.problem ?? success(compiled);
}

class PlanCompiler {
  problem: Outcome<never> | undefined;
  private readonly columns: readonly string[];
  private readonly slotNames: string[] = [];
  private readonly slotOf = new Map<string, number>();
  private readonly paths: string[][] = [];
  private readonly slotOfColumn: Int32Array;

  constructor(private readonly plan: SourcePlan) {
    this.columns = plan.format === "csv" ? (plan.columns ?? []) : [];
    this.slotOfColumn = new Int32Array(this.columns.length).fill(NONE);
  }

  compile(): CompiledPlan {
    const { plan } = this;
    const delimiter = encodeUtf8(plan.delimiter ?? ",");
    if (plan.format === "csv") {
      if (delimiter.length !== 1 || delimiter[0] === 0x22 || delimiter[0] === 0x0a || delimiter[0] === 0x0d) {
        this.fail("R_DELIMITER", `the delimiter must be one byte, seen ${JSON.stringify(plan.delimiter)}`);
      }
      if (this.columns.length === 0) this.fail("R_COLUMNS", "a CSV plan needs its column names");
    }
    if (!isDocumentFormat(plan.format) && !plan.roles) this.fail("R_ROLES", `a ${plan.format} plan needs roles`);
    const roles = plan.roles;
    if (roles && roles.request.length === 0) this.fail("R_ROLES", "a plan needs at least one request column");
    const named = roles ? [...(roles.outcome ? [roles.outcome] : []), ...roles.keys, ...roles.attributes] : [];
    return {
      plan,
      delimiter: delimiter[0],
      request: (roles?.request ?? []).map((reference) => this.field(reference)),
      time: this.stamp(roles?.time),
      endTime: this.stamp(roles?.endTime),
      duration: roles?.duration && { field: this.field(roles.duration), unit: roles.duration.unit },
      host: this.optional(roles?.host),
      service: this.optional(roles?.service),
      task: (roles?.task ?? []).map((reference) => this.field(reference)),
      label: (roles?.label ?? []).map((reference) => this.field(reference)),
      outcome: this.optional(roles?.outcome),
      attributes: named.map((reference) => this.field(reference)),
      columnCount: this.columns.length,
      slotOfColumn: this.slotOfColumn,
      slotNames: this.slotNames,
      pathsOfSlot: this.paths,
    };
  }

  private fail(code: string, message: string): void {
    this.problem ??= failure(code, message);
  }

  private optional(reference: FieldReference | undefined): CompiledField | undefined {
    return reference && this.field(reference);
  }

  private stamp(reference: TimeReference | undefined): CompiledStamp | undefined {
    return reference && { field: this.field(reference), unit: reference.unit };
  }

  private field(reference: FieldReference): CompiledField {
    const slot = this.slot(reference.column);
    const path = reference.json === undefined ? NONE : this.path(slot, reference.json);
    const pattern = this.pattern(reference.pattern);
    return { slot, path, pattern, isPlain: path === NONE && pattern === undefined, name: nameOf(reference) };
  }

  private slot(column: string): number {
    const position = this.plan.format === "csv" ? this.position(column) : NONE;
    const known = position === NONE ? this.slotOf.get(column) : this.slotOfColumn[position];
    if (known !== undefined && known !== NONE) return known;
    const slot = this.slotNames.push(column) - 1;
    this.slotOf.set(column, slot);
    this.paths.push([]);
    if (position !== NONE) this.slotOfColumn[position] = slot;
    if (this.plan.format !== "csv") this.checkPath(column);
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
