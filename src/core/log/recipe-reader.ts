import { failure, type Outcome, success } from "../outcome.ts";
import type { ClassRule } from "../trace/shapes.ts";
import { compilePlan } from "./field-plan.ts";
import type { Recipe, RecipeSource } from "./recipe.ts";
import {
  DOCUMENT_FORMATS,
  type EpochUnit,
  type FieldReference,
  type NamedReference,
  type Roles,
  type SourcePlan,
  type TimeUnit,
} from "./source-plan.ts";

const FORMATS = ["csv", "ndjson", ...DOCUMENT_FORMATS] as const;
const COMPRESSIONS = ["none", "gzip"] as const;
const EPOCH_UNITS: readonly EpochUnit[] = ["s", "ms", "us", "ns"];
const TIME_UNITS: readonly TimeUnit[] = ["iso", ...EPOCH_UNITS];
const CLASS_RULES = ["shape", "root", "none", "key"] as const;
const FIELD_NAMES = ["column", "json", "pattern"];
const SOURCE_NAMES = ["match", "format", "compression", "delimiter", "header", "columns", "roles", "outcomeInLabel"];
const ROLE_NAMES = "request time endTime duration host service task label outcome keys attributes".split(" ");

type JsonObject = ReadonlyMap<string, unknown>;

/**
 * Reads the JSON of a recipe value by value. The first trouble is kept and reading goes on with a neutral value, so that
 * the code reads like the document. Objects become maps: names like "__proto__" are names like any other, and unknown.
 */
export class RecipeReader {
  private problem: Outcome<never> | undefined;

  constructor(private readonly version: string) {}

  read(text: string): Outcome<Recipe> {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      return failure("R_JSON", `the recipe is no JSON: ${error instanceof Error ? error.message : error}`);
    }
    const root = this.object(document, "", ["recipe", "sources", "classes", "terminal"]);
    this.checkVersion(root.get("recipe"));
    const sources = this.array(root.get("sources"), "sources").map((source, i) => this.source(source, `sources[${i}]`));
    const recipe: Recipe = {
      sources,
      ...(root.has("classes") && { classes: this.classes(root.get("classes")) }),
      ...(root.has("terminal") && { terminal: this.text(root.get("terminal"), "terminal") }),
    };
    return this.problem ?? success(recipe);
  }

  private checkVersion(seen: unknown): void {
    if (seen === this.version || this.problem !== undefined) return;
    const number = typeof seen === "string" ? /^recipe\/(\d+)$/.exec(seen)?.[1] : undefined;
    if (number !== undefined && Number(number) > 1) {
      this.problem = failure(
        "R_VERSION",
        `this recipe is ${seen}, from a newer version; this one reads ${this.version}`,
      );
    } else this.expect("recipe", `"${this.version}"`, seen);
  }

  private source(value: unknown, path: string): RecipeSource {
    const source = this.object(value, path, SOURCE_NAMES);
    const at = (name: string) => `${path}.${name}`;
    const flag = (name: "header" | "outcomeInLabel") =>
      source.has(name) ? { [name]: this.boolean(source.get(name), at(name)) } : {};
    const plan: SourcePlan = {
      format: this.oneOf(source.get("format"), at("format"), FORMATS),
      compression: source.has("compression")
        ? this.oneOf(source.get("compression"), at("compression"), COMPRESSIONS)
        : "none",
      ...(source.has("delimiter") && { delimiter: this.text(source.get("delimiter"), at("delimiter")) }),
      ...flag("header"),
      ...(source.has("columns") && {
        columns: this.array(source.get("columns"), at("columns")).map((name, i) =>
          this.text(name, `${at("columns")}[${i}]`, true),
        ),
      }),
      ...(source.has("roles") && { roles: this.roles(source.get("roles"), at("roles")) }),
      ...flag("outcomeInLabel"),
    };
    if (this.problem === undefined) {
      const compiled = compilePlan(plan);
      if (!compiled.ok) this.problem = failure(compiled.failure.code, `${path}: ${compiled.failure.message}`);
    }
    return { match: this.text(source.get("match"), at("match")), plan };
  }

  private roles(value: unknown, path: string): Roles {
    const roles = this.object(value, path, ROLE_NAMES);
    const at = (name: string) => `${path}.${name}`;
    const fields = (name: string) =>
      roles.has(name)
        ? this.array(roles.get(name), at(name)).map((field, i) => this.field(field, `${at(name)}[${i}]`))
        : [];
    const named = (name: string) =>
      roles.has(name)
        ? this.array(roles.get(name), at(name)).map((field, i) => this.named(field, `${at(name)}[${i}]`))
        : [];
    const field = (name: "host" | "service" | "outcome") =>
      roles.has(name) ? { [name]: this.field(roles.get(name), at(name)) } : {};
    return {
      request: fields("request"),
      time: this.timed(roles.get("time"), at("time"), TIME_UNITS),
      ...(roles.has("endTime") && { endTime: this.timed(roles.get("endTime"), at("endTime"), TIME_UNITS) }),
      ...(roles.has("duration") && { duration: this.timed(roles.get("duration"), at("duration"), EPOCH_UNITS) }),
      ...field("host"),
      ...field("service"),
      task: fields("task"),
      label: fields("label"),
      ...field("outcome"),
      keys: named("keys"),
      attributes: named("attributes"),
    };
  }

  private classes(value: unknown): ClassRule {
    const rule = this.object(value, "classes", ["by", "key"]);
    const by = this.oneOf(rule.get("by"), "classes.by", CLASS_RULES);
    return by === "key" ? { by, name: this.text(rule.get("key"), "classes.key") } : { by };
  }

  private field(value: unknown, path: string): FieldReference {
    if (typeof value === "string") return { column: this.text(value, path) };
    return this.place(this.object(value, path, FIELD_NAMES), path);
  }

  private named(value: unknown, path: string): NamedReference {
    const field = this.object(value, path, ["name", ...FIELD_NAMES]);
    return { ...this.place(field, path), name: this.text(field.get("name"), `${path}.name`) };
  }

  private timed<U extends string>(value: unknown, path: string, units: readonly U[]): FieldReference & { unit: U } {
    const field = this.object(value, path, [...FIELD_NAMES, "unit"]);
    return { ...this.place(field, path), unit: this.oneOf(field.get("unit"), `${path}.unit`, units) };
  }

  private place(field: JsonObject, path: string): FieldReference {
    return {
      column: this.text(field.get("column"), `${path}.column`),
      ...(field.has("json") && { json: this.text(field.get("json"), `${path}.json`) }),
      ...(field.has("pattern") && { pattern: this.text(field.get("pattern"), `${path}.pattern`) }),
    };
  }

  private object(value: unknown, path: string, names: readonly string[]): JsonObject {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.expect(path, "an object", value);
      return new Map();
    }
    const entries = new Map(Object.entries(value));
    for (const name of entries.keys()) {
      if (!names.includes(name))
        this.expect(path === "" ? name : `${path}.${name}`, `one of ${names.join(", ")}`, name);
    }
    return entries;
  }

  private array(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.expect(path, "a list", value);
    return [];
  }

  private text(value: unknown, path: string, mayBeEmpty = false): string {
    if (typeof value === "string" && (mayBeEmpty || value !== "")) return value;
    this.expect(path, "a text", value);
    return "";
  }

  private boolean(value: unknown, path: string): boolean {
    if (typeof value !== "boolean") this.expect(path, "true or false", value);
    return value === true;
  }

  private oneOf<U extends string>(value: unknown, path: string, allowed: readonly U[]): U {
    const found = allowed.find((one) => one === value);
    if (found === undefined) this.expect(path, allowed.map((one) => `"${one}"`).join(" or "), value);
    return found ?? allowed[0];
  }

  private expect(path: string, expected: string, seen: unknown): void {
    const text = seen === undefined ? "nothing" : JSON.stringify(seen).slice(0, 60);
    this.problem ??= failure("R_SHAPE", `${path === "" ? "the recipe" : path}: seen ${text}, expected ${expected}`);
  }
}
