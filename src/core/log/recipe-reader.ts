import type { LabelRules } from "../label/label-rules.ts";
import { MASK_KINDS } from "../label/mask-kinds.ts";
import { failure, type Outcome, success } from "../outcome.ts";
import type { ClassRule } from "../trace/shapes.ts";
import { compilePlan } from "./field-plan.ts";
import { FORMATS } from "./formats/registry.ts";
import type { Recipe, RecipeSource } from "./recipe.ts";
import type {
  Envelope,
  EpochUnit,
  FieldReference,
  IgnoredLine,
  LabelReference,
  NamedReference,
  OtherPlan,
  Roles,
  SourcePlan,
  StampForm,
  TimeAssumptions,
  TimeReference,
  TimeUnit,
  ZoneTable,
} from "./source-plan.ts";

const FORMAT_NAMES = FORMATS.map(({ name }) => name);
const COMPRESSIONS = ["none", "gzip", "zstd", "stream"] as const;
const ENCODINGS = ["utf-16le", "utf-16be", "windows-1252"] as const;
const LINE_ENDS = ["cr"] as const;
const EPOCH_UNITS: readonly EpochUnit[] = ["s", "ms", "us", "ns"];
const TIME_UNITS: readonly TimeUnit[] = ["iso", ...EPOCH_UNITS, "stamp"];
const CLASS_RULES = ["shape", "root", "none", "key"] as const;
const STAMP_MEANINGS = ["start", "end"] as const;
const FIELD_NAMES = ["column", "json", "pattern"];
const SOURCE_NAMES = [
  "match",
  "format",
  "compression",
  "encoding",
  "lineEnds",
  "delimiter",
  "header",
  "columns",
  "pattern",
  "envelopes",
  "others",
  "roles",
  "outcomeInLabel",
  "assume",
  "newestFirst",
  "ignored",
  "unmatched",
  "labelRules",
];
const OTHER_NAMES = ["format", "pattern", "roles", "outcomeInLabel", "assume"];
const ENVELOPE_NAMES = ["kind", "content", "fields", "pattern", "delimiter", "header", "columns"];
const ENVELOPE_KINDS: readonly Envelope["kind"][] = ["docker", "cri", "json", "text", "csv"];
const ROLE_NAMES =
  "request time outerTime endTime duration stampIs host service task label outcome keys attributes".split(" ");

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
    const flag = (name: "header" | "outcomeInLabel" | "newestFirst") =>
      source.has(name) ? { [name]: this.boolean(source.get(name), at(name)) } : {};
    const plan: SourcePlan = {
      format: this.oneOf(source.get("format"), at("format"), FORMAT_NAMES),
      compression: source.has("compression")
        ? this.oneOf(source.get("compression"), at("compression"), COMPRESSIONS)
        : "none",
      ...(source.has("encoding") && { encoding: this.oneOf(source.get("encoding"), at("encoding"), ENCODINGS) }),
      ...(source.has("lineEnds") && { lineEnds: this.oneOf(source.get("lineEnds"), at("lineEnds"), LINE_ENDS) }),
      ...(source.has("delimiter") && { delimiter: this.text(source.get("delimiter"), at("delimiter")) }),
      ...flag("header"),
      ...(source.has("columns") && {
        columns: this.array(source.get("columns"), at("columns")).map((name, i) =>
          this.text(name, `${at("columns")}[${i}]`, true),
        ),
      }),
      ...(source.has("pattern") && { pattern: this.text(source.get("pattern"), at("pattern")) }),
      ...(source.has("envelopes") && {
        envelopes: this.array(source.get("envelopes"), at("envelopes")).map((envelope, i) =>
          this.envelope(envelope, `${at("envelopes")}[${i}]`),
        ),
      }),
      ...(source.has("others") && {
        others: this.array(source.get("others"), at("others")).map((other, i) =>
          this.other(other, `${at("others")}[${i}]`),
        ),
      }),
      ...(source.has("roles") && { roles: this.roles(source.get("roles"), at("roles")) }),
      ...flag("outcomeInLabel"),
      ...(source.has("assume") && { assume: this.assumptions(source.get("assume"), at("assume")) }),
      ...flag("newestFirst"),
      ...(source.has("ignored") && {
        ignored: this.array(source.get("ignored"), at("ignored")).map((line, i) =>
          this.ignored(line, `${at("ignored")}[${i}]`),
        ),
      }),
      ...(source.has("unmatched") && {
        unmatched: this.oneOf(source.get("unmatched"), at("unmatched"), ["continuation"] as const),
      }),
      ...(source.has("labelRules") && { labelRules: this.labelRules(source.get("labelRules"), at("labelRules")) }),
    };
    if (this.problem === undefined) {
      const compiled = compilePlan(plan);
      if (!compiled.ok) this.problem = failure(compiled.failure.code, `${path}: ${compiled.failure.message}`);
    }
    return { match: this.text(source.get("match"), at("match")), plan };
  }

  private ignored(value: unknown, path: string): IgnoredLine {
    const line = this.object(value, path, ["prefix", "pattern"]);
    if (line.has("prefix") === line.has("pattern")) this.expect(path, "either a prefix or a pattern", value);
    if (line.has("prefix")) return { prefix: this.text(line.get("prefix"), `${path}.prefix`) };
    return { pattern: this.text(line.get("pattern"), `${path}.pattern`) };
  }

  private envelope(value: unknown, path: string): Envelope {
    const envelope = this.object(value, path, ENVELOPE_NAMES);
    const text = (name: "content" | "pattern" | "delimiter") =>
      envelope.has(name) ? { [name]: this.text(envelope.get(name), `${path}.${name}`) } : {};
    const texts = (name: "fields" | "columns") =>
      envelope.has(name)
        ? {
            [name]: this.array(envelope.get(name), `${path}.${name}`).map((entry, i) =>
              this.text(entry, `${path}.${name}[${i}]`, name === "columns"),
            ),
          }
        : {};
    return {
      kind: this.oneOf(envelope.get("kind"), `${path}.kind`, ENVELOPE_KINDS),
      ...text("content"),
      ...texts("fields"),
      ...text("pattern"),
      ...text("delimiter"),
      ...(envelope.has("header") && { header: this.boolean(envelope.get("header"), `${path}.header`) }),
      ...texts("columns"),
    };
  }

  private other(value: unknown, path: string): OtherPlan {
    const other = this.object(value, path, OTHER_NAMES);
    const at = (name: string) => `${path}.${name}`;
    return {
      format: this.oneOf(other.get("format"), at("format"), FORMAT_NAMES),
      ...(other.has("pattern") && { pattern: this.text(other.get("pattern"), at("pattern")) }),
      ...(other.has("roles") && { roles: this.roles(other.get("roles"), at("roles")) }),
      ...(other.has("outcomeInLabel") && {
        outcomeInLabel: this.boolean(other.get("outcomeInLabel"), at("outcomeInLabel")),
      }),
      ...(other.has("assume") && { assume: this.assumptions(other.get("assume"), at("assume")) }),
    };
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
      time: this.time(roles.get("time"), at("time")),
      ...(roles.has("outerTime") && { outerTime: this.time(roles.get("outerTime"), at("outerTime")) }),
      ...(roles.has("endTime") && { endTime: this.time(roles.get("endTime"), at("endTime")) }),
      ...(roles.has("duration") && { duration: this.timed(roles.get("duration"), at("duration"), EPOCH_UNITS) }),
      ...(roles.has("stampIs") && { stampIs: this.oneOf(roles.get("stampIs"), at("stampIs"), STAMP_MEANINGS) }),
      ...field("host"),
      ...field("service"),
      task: fields("task"),
      label: roles.has("label")
        ? this.array(roles.get("label"), at("label")).map((part, i) => this.label(part, `${at("label")}[${i}]`))
        : [],
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

  private label(value: unknown, path: string): LabelReference {
    if (typeof value === "string") return this.field(value, path);
    const field = this.object(value, path, [...FIELD_NAMES, "mined"]);
    const mined = field.has("mined") && this.boolean(field.get("mined"), `${path}.mined`);
    return { ...this.place(field, path), ...(mined && { mined }) };
  }

  private labelRules(value: unknown, path: string): LabelRules {
    const rules = this.object(value, path, ["masks", "unmasked", "splits", "merges", "apart", "flagged"]);
    const each = <T>(name: string, read: (value: unknown, path: string) => T) =>
      rules.has(name)
        ? { [name]: this.array(rules.get(name), `${path}.${name}`).map((one, i) => read(one, `${path}.${name}[${i}]`)) }
        : {};
    return {
      ...each("masks", (one, at) => {
        const mask = this.object(one, at, ["name", "pattern"]);
        return {
          name: this.text(mask.get("name"), `${at}.name`),
          pattern: this.text(mask.get("pattern"), `${at}.pattern`),
        };
      }),
      ...each("unmasked", (one, at) => this.oneOf(one, at, MASK_KINDS)),
      ...each("splits", (one, at) => {
        const split = this.object(one, at, ["label", "position"]);
        const label = this.text(split.get("label"), `${at}.label`);
        return { label, position: this.number(split.get("position"), `${at}.position`) };
      }),
      ...each("merges", (one, at) => {
        const merge = this.object(one, at, ["labels", "into"]);
        return {
          labels: this.labels(merge.get("labels"), `${at}.labels`),
          into: this.text(merge.get("into"), `${at}.into`),
        };
      }),
      ...each("apart", (one, at) => this.labels(one, at)),
      ...each("flagged", (one, at) => this.labels(one, at)),
    };
  }

  private labels(value: unknown, path: string): readonly string[] {
    return this.array(value, path).map((label, i) => this.text(label, `${path}[${i}]`));
  }

  private named(value: unknown, path: string): NamedReference {
    const field = this.object(value, path, ["name", ...FIELD_NAMES]);
    return { ...this.place(field, path), name: this.text(field.get("name"), `${path}.name`) };
  }

  private timed<U extends string>(value: unknown, path: string, units: readonly U[]): FieldReference & { unit: U } {
    const field = this.object(value, path, [...FIELD_NAMES, "unit"]);
    return { ...this.place(field, path), unit: this.oneOf(field.get("unit"), `${path}.unit`, units) };
  }

  private time(value: unknown, path: string): TimeReference {
    const field = this.object(value, path, [...FIELD_NAMES, "unit", "stamp", "also", "nanos"]);
    const also = field.has("also") ? this.array(field.get("also"), `${path}.also`) : undefined;
    return {
      ...this.place(field, path),
      ...this.form(field, path),
      ...(also && {
        also: also.map((form, i) => {
          const at = `${path}.also[${i}]`;
          return this.form(this.object(form, at, ["unit", "stamp"]), at);
        }),
      }),
      ...(field.has("nanos") && { nanos: this.text(field.get("nanos"), `${path}.nanos`) }),
    };
  }

  private form(form: JsonObject, path: string): StampForm {
    return {
      unit: this.oneOf(form.get("unit"), `${path}.unit`, TIME_UNITS),
      ...(form.has("stamp") && { stamp: this.text(form.get("stamp"), `${path}.stamp`) }),
    };
  }

  private assumptions(value: unknown, path: string): TimeAssumptions {
    const assume = this.object(value, path, ["zone", "fold", "latest"]);
    return {
      ...(assume.has("zone") && { zone: this.zone(assume.get("zone"), `${path}.zone`) }),
      ...(assume.has("fold") && { fold: this.oneOf(assume.get("fold"), `${path}.fold`, ["first", "second"] as const) }),
      ...(assume.has("latest") && { latest: this.text(assume.get("latest"), `${path}.latest`) }),
    };
  }

  private zone(value: unknown, path: string): number | ZoneTable {
    if (typeof value === "number") return this.number(value, path);
    const zone = this.object(value, path, ["name", "offsets"]);
    const offsets = this.array(zone.get("offsets"), `${path}.offsets`).map((entry, i) => {
      const at = `${path}.offsets[${i}]`;
      const offset = this.object(entry, at, ["fromSeconds", "minutes"]);
      return {
        fromSeconds: this.number(offset.get("fromSeconds"), `${at}.fromSeconds`),
        minutes: this.number(offset.get("minutes"), `${at}.minutes`),
      };
    });
    return { name: this.text(zone.get("name"), `${path}.name`), offsets };
  }

  private number(value: unknown, path: string): number {
    if (typeof value === "number" && Number.isSafeInteger(value)) return value;
    this.expect(path, "a whole number", value);
    return 0;
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
