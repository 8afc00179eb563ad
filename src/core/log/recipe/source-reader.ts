import { compilePlan } from "../field-plan.ts";
import { FORMATS } from "../formats/registry.ts";
import type { RecipeSource } from "../recipe.ts";
import type { Envelope, IgnoredLine, OtherPlan, SourcePlan } from "../source-plan.ts";
import { readAssumptions } from "./assumptions-reader.ts";
import { type DocumentReader, optional } from "./document-reader.ts";
import { readLabelRules } from "./label-rules-reader.ts";
import { readRoles } from "./roles-reader.ts";

const FORMAT_NAMES = FORMATS.map(({ name }) => name);
const COMPRESSIONS = ["none", "gzip", "zstd", "stream"] as const;
const ENCODINGS = ["utf-16le", "utf-16be", "windows-1252"] as const;
const LINE_ENDS = ["cr"] as const;
const UNMATCHED = ["continuation"] as const;
const REPEATS = ["once"] as const;
/** Also the names that another format of the same file has. */
const OTHER_NAMES = ["format", "pattern", "roles", "outcomeInLabel", "assume"];
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
  "repeats",
  "labelRules",
  "fingerprint",
];
const ENVELOPE_NAMES = ["kind", "content", "fields", "pattern", "delimiter", "header", "columns"];
const ENVELOPE_KINDS: readonly Envelope["kind"][] = ["docker", "cri", "json", "text", "csv"];

/** Reads a source and compiles its plan: failures of `compilePlan` name the source. */
export function readSource(reader: DocumentReader, value: unknown, path: string): RecipeSource {
  const source = reader.object(value, path, SOURCE_NAMES);
  const at = (name: string) => `${path}.${name}`;
  const text = (value: unknown, place: string) => reader.text(value, place);
  const flag = (value: unknown, place: string) => reader.boolean(value, place);
  const plan: SourcePlan = {
    format: reader.oneOf(source.get("format"), at("format"), FORMAT_NAMES),
    compression: source.has("compression")
      ? reader.oneOf(source.get("compression"), at("compression"), COMPRESSIONS)
      : "none",
    ...optional(source, path, "encoding", (encoding, place) => reader.oneOf(encoding, place, ENCODINGS)),
    ...optional(source, path, "lineEnds", (ends, place) => reader.oneOf(ends, place, LINE_ENDS)),
    ...optional(source, path, "delimiter", text),
    ...optional(source, path, "header", flag),
    ...optional(source, path, "columns", (columns, place) => reader.texts(columns, place, true)),
    ...optional(source, path, "pattern", text),
    ...optional(source, path, "envelopes", (envelopes, place) =>
      reader.list(envelopes, place, (envelope, within) => readEnvelope(reader, envelope, within)),
    ),
    ...optional(source, path, "others", (others, place) =>
      reader.list(others, place, (other, within) => readOther(reader, other, within)),
    ),
    ...optional(source, path, "roles", (roles, place) => readRoles(reader, roles, place)),
    ...optional(source, path, "outcomeInLabel", flag),
    ...optional(source, path, "assume", (assume, place) => readAssumptions(reader, assume, place)),
    ...optional(source, path, "newestFirst", flag),
    ...optional(source, path, "ignored", (ignored, place) =>
      reader.list(ignored, place, (line, within) => readIgnored(reader, line, within)),
    ),
    ...optional(source, path, "unmatched", (unmatched, place) => reader.oneOf(unmatched, place, UNMATCHED)),
    ...optional(source, path, "repeats", (repeats, place) => reader.oneOf(repeats, place, REPEATS)),
    ...optional(source, path, "labelRules", (rules, place) => readLabelRules(reader, rules, place)),
  };
  if (reader.problem === undefined) {
    const compiled = compilePlan(plan);
    if (!compiled.ok) reader.fail(compiled.failure.code, `${path}: ${compiled.failure.message}`);
  }
  return {
    match: reader.text(source.get("match"), at("match")),
    plan,
    ...optional(source, path, "fingerprint", (fingerprint, place) => {
      const found = reader.object(fingerprint, place, ["structure", "fields"]);
      return {
        structure: reader.text(found.get("structure"), `${place}.structure`),
        fields: reader.texts(found.get("fields"), `${place}.fields`, true),
      };
    }),
  };
}

function readEnvelope(reader: DocumentReader, value: unknown, path: string): Envelope {
  const envelope = reader.object(value, path, ENVELOPE_NAMES);
  const text = (value: unknown, place: string) => reader.text(value, place);
  return {
    kind: reader.oneOf(envelope.get("kind"), `${path}.kind`, ENVELOPE_KINDS),
    ...optional(envelope, path, "content", text),
    ...optional(envelope, path, "fields", (fields, place) => reader.texts(fields, place)),
    ...optional(envelope, path, "pattern", text),
    ...optional(envelope, path, "delimiter", text),
    ...optional(envelope, path, "header", (header, place) => reader.boolean(header, place)),
    ...optional(envelope, path, "columns", (columns, place) => reader.texts(columns, place, true)),
  };
}

function readIgnored(reader: DocumentReader, value: unknown, path: string): IgnoredLine {
  const line = reader.object(value, path, ["prefix", "pattern"]);
  if (line.has("prefix") === line.has("pattern")) reader.expect(path, "either a prefix or a pattern", value);
  if (line.has("prefix")) return { prefix: reader.text(line.get("prefix"), `${path}.prefix`) };
  return { pattern: reader.text(line.get("pattern"), `${path}.pattern`) };
}

function readOther(reader: DocumentReader, value: unknown, path: string): OtherPlan {
  const other = reader.object(value, path, OTHER_NAMES);
  return {
    format: reader.oneOf(other.get("format"), `${path}.format`, FORMAT_NAMES),
    ...optional(other, path, "pattern", (pattern, place) => reader.text(pattern, place)),
    ...optional(other, path, "roles", (roles, place) => readRoles(reader, roles, place)),
    ...optional(other, path, "outcomeInLabel", (flag, place) => reader.boolean(flag, place)),
    ...optional(other, path, "assume", (assume, place) => readAssumptions(reader, assume, place)),
  };
}
