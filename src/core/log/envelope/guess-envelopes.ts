import { decodeUtf8, encodeUtf8 } from "../../bytes.ts";
import type { FormatSample } from "../candidate.ts";
import { csvDialect } from "../csv-dialect.ts";
import { nameFit } from "../role-names.ts";
import { readNdjsonSample, type SampleTable } from "../sample-table.ts";
import { isJsonObject } from "../sampled-lines.ts";
import type { Envelope, SourceFormat } from "../source-plan.ts";
import { parsePattern } from "../text/text-pattern.ts";
import { KNOWN_PREFIXES } from "./known-prefixes.ts";
import { TextUnwrapper } from "./text-unwrapper.ts";

/** A layer that the lines of a sample may have. */
export interface EnvelopeGuess {
  readonly envelope: Envelope;
  /** "docker JSON" */
  readonly words: string;
  /** Formats that are believed inside; undefined: any. */
  readonly inside?: readonly SourceFormat[];
  /** 0 … 1: what reading the lines inside is worth against reading the layer itself. */
  readonly worth: number;
}

const MAJORITY = 0.9;
/** Docker's lines without a line end are pieces only if most have one: some exporters strip them all. */
const LEAST_LINE_ENDS = 0.5;
const LOOKED_AT = 200;
const MOST_FIELDS = 40;
const CRI_LINE = /^\d{4}-\d\d-\d\dT\S+ (?:stdout|stderr) [PF](?::\S*)?(?: |$)/;
/** Paths that tell who shipped a text in "log". */
const SHIPPER = /^(?:stream|kubernetes\.|docker\.|container_id|container_name|source|tag$|ecs_)/;
const STRUCTURED: readonly SourceFormat[] = ["ndjson", "logfmt"];

/** The layers that a sample may have, the likeliest first. Regular expressions and strings: for samples only. */
export function guessEnvelopes(sample: FormatSample): EnvelopeGuess[] {
  const { head, isWhole, kind } = sample;
  if (kind !== "ndjson" && kind !== "text") return [];
  if (sample.lines.jsonShare >= MAJORITY) return jsonGuesses(readNdjsonSample(head, LOOKED_AT, isWhole));
  const lines = sample.lines.first(LOOKED_AT);
  if (lines.length === 0) return [];
  if (shareOf(lines, (line) => CRI_LINE.test(line)) >= MAJORITY) {
    return [{ envelope: { kind: "cri" }, words: "CRI lines", worth: 1 }];
  }
  const prefixes = prefixGuesses(lines);
  return prefixes.length > 0 ? prefixes : csvGuesses(sample);
}

function jsonGuesses(table: SampleTable): EnvelopeGuess[] {
  if (table.rows.length === 0) return [];
  const { columns, rows } = table;
  const valuesOf = (name: string) => {
    const position = columns.indexOf(name);
    return position < 0 ? [] : rows.map((row) => row[position] ?? "");
  };
  const fill = (name: string) => shareOf(valuesOf(name), (value) => value !== "");
  const fieldsBeside = (...names: string[]) => columns.filter((name) => !names.includes(name)).slice(0, MOST_FIELDS);
  const hasLineEnds = shareOf(valuesOf("log"), (value) => /\n$/.test(value)) >= LEAST_LINE_ENDS;
  const isStream = shareOf(valuesOf("stream"), (value) => value === "stdout" || value === "stderr") >= MAJORITY;
  if (fill("log") >= MAJORITY && fill("time") >= MAJORITY && isStream && hasLineEnds) {
    const fields = fieldsBeside("log", "stream", "time");
    return [{ envelope: { kind: "docker", ...(fields.length > 0 && { fields }) }, words: "docker JSON", worth: 1 }];
  }
  if (fill("log") >= MAJORITY && columns.some((name) => SHIPPER.test(name))) {
    const envelope: Envelope = { kind: "json", content: "log", fields: fieldsBeside("log") };
    return [{ envelope, words: "JSON of a log shipper", worth: 1 }];
  }
  const held = columns.find((name) => shareOf(valuesOf(name), isJsonObject) >= MAJORITY);
  if (held === undefined) return [];
  const envelope: Envelope = { kind: "json", content: held, fields: fieldsBeside(held) };
  return [{ envelope, words: `JSON with JSON in "${held}"`, inside: ["ndjson"], worth: 1 }];
}

function prefixGuesses(lines: readonly string[]): EnvelopeGuess[] {
  return KNOWN_PREFIXES.flatMap(({ name, pattern }) => {
    const contents = contentsOf(pattern, lines);
    const share = (test: (text: string) => boolean) => contents.filter(test).length / lines.length;
    if (share((text) => isJsonObject(text) || /^\S+=\S/.test(text)) < MAJORITY) return [];
    const envelope: Envelope = { kind: "text", pattern, content: "line" };
    return [{ envelope, words: `a prefix (${name})`, inside: STRUCTURED, worth: 1 }];
  }).slice(0, 1);
}

/** Of the known prefixes, which are the same for every sample. */
const prefixes = new Map<string, TextUnwrapper>();

function prefixUnwrapper(pattern: string): TextUnwrapper {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  return new TextUnwrapper(parsed.value, [], "line");
}

/** What stands behind a prefix in each line that has it. */
function contentsOf(pattern: string, lines: readonly string[]): string[] {
  const unwrapper = prefixes.get(pattern) ?? prefixUnwrapper(pattern);
  prefixes.set(pattern, unwrapper);
  return lines.flatMap((line) => {
    const bytes = encodeUtf8(line);
    if (!unwrapper.unwrap(bytes, 0, bytes.length)) return [];
    return decodeUtf8(bytes, unwrapper.start, unwrapper.end);
  });
}

function csvGuesses({ head, isWhole }: FormatSample): EnvelopeGuess[] {
  const dialect = csvDialect(head, LOOKED_AT, isWhole);
  if (dialect === undefined) return [];
  const { delimiter, table } = dialect;
  const cellsOf = (column: number) => table.rows.map((row) => row[column] ?? "");
  const position = table.columns.findIndex((_, column) => shareOf(cellsOf(column), isJsonObject) >= MAJORITY);
  if (position < 0) return [];
  // Where all but the first record hold JSON, the first holds names.
  const [first] = table.rows;
  const isNamed = !dialect.header && !isJsonObject(first[position] ?? "");
  const names = first.map((name) => (name ?? "").trim());
  const isHeader = dialect.header || (isNamed && new Set(names).size === names.length && !names.includes(""));
  const columns = isHeader && !dialect.header ? names : table.columns;
  // Columns that tell requests by themselves need no looking inside.
  const isTold = columns.some((name) => nameFit(name, "request") > 0);
  const envelope: Envelope = { kind: "csv", delimiter, header: isHeader, columns, content: columns[position] };
  return [{ envelope, words: `CSV with JSON in "${columns[position]}"`, worth: isTold ? 0.6 : 1 }];
}

function shareOf(values: readonly string[], test: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}
