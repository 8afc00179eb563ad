import { failure, type Outcome, success } from "../../outcome.ts";
import { MAX_PATH_SEGMENTS } from "../json-path.ts";
import type { Envelope, SourcePlan } from "../source-plan.ts";
import { parsePattern } from "../text/text-pattern.ts";

export const MOST_ENVELOPES = 3;
const DOCKER_FIELDS = ["time", "stream"];
const CRI_FIELDS = ["time", "stream", "tags"];

/** A column that an envelope tells. */
export interface EnvelopeColumn {
  /** "@time" */
  readonly name: string;
  /** Position of its envelope, the outermost being 0. */
  readonly level: number;
  /** Its name inside the envelope: "time". */
  readonly field: string;
}

/** Whether lines of a plan are wrapped, or of several formats. */
export function isWrapped({ envelopes, others }: Pick<SourcePlan, "envelopes" | "others">): boolean {
  return (envelopes !== undefined && envelopes.length > 0) || (others !== undefined && others.length > 0);
}

/** The envelope whose records of CSV hold the lines of a plan; undefined if physical lines do. */
export function csvEnvelope({ envelopes }: Pick<SourcePlan, "envelopes">): Envelope | undefined {
  return envelopes?.[0]?.kind === "csv" ? envelopes[0] : undefined;
}

/** Where an envelope keeps the inner line: a path, a field of its pattern, or a column. */
export function contentOf({ kind, content }: Envelope): string {
  return content ?? (kind === "docker" ? "log" : "");
}

/** The fields of an envelope besides its content, by their own names. Failure R_PATTERN: its pattern is none. */
export function envelopeFields(envelope: Envelope): Outcome<readonly string[]> {
  const { kind, fields = [], columns = [], pattern = "" } = envelope;
  switch (kind) {
    case "docker":
      return success([...DOCKER_FIELDS, ...fields.filter((field) => !DOCKER_FIELDS.includes(field))]);
    case "cri":
      return success(CRI_FIELDS);
    case "json":
      return success(fields);
    case "csv":
      return success(columns.filter((column) => column !== envelope.content));
    case "text": {
      const parsed = parsePattern(pattern);
      return parsed.ok ? success(parsed.value.names.filter((name) => name !== envelope.content)) : parsed;
    }
  }
}

/**
 * The columns of the envelopes of a plan. Each is named after its field with one "@" for every layer from the line
 * outwards; if two come to the same name, the inner one has it.
 *
 *     CSV (pod, log)
 *      └ docker (time, stream, log)
 *         └ line                        @time  @stream  @@pod
 *
 * Failures: R_ENVELOPE (a layer that cannot be), R_PATTERN.
 */
export function envelopeColumns(envelopes: readonly Envelope[]): Outcome<readonly EnvelopeColumn[]> {
  if (envelopes.length > MOST_ENVELOPES) {
    return failure("R_ENVELOPE", `at most ${MOST_ENVELOPES} envelopes are unwrapped, seen ${envelopes.length}`);
  }
  const columns = new Map<string, EnvelopeColumn>();
  for (let level = envelopes.length - 1; level >= 0; level--) {
    const problem = envelopeProblem(envelopes[level], level);
    if (problem !== undefined) return failure("R_ENVELOPE", `envelope ${level + 1}: ${problem}`);
    const fields = envelopeFields(envelopes[level]);
    if (!fields.ok) return fields;
    const prefix = "@".repeat(envelopes.length - level);
    for (const field of fields.value) {
      const name = prefix + field;
      if (!columns.has(name)) columns.set(name, { name, level, field });
    }
  }
  return success([...columns.values()]);
}

function envelopeProblem(envelope: Envelope, level: number): string | undefined {
  const { kind, content, fields = [], columns = [], delimiter, pattern } = envelope;
  const deep = [...(kind === "json" || kind === "docker" ? [contentOf(envelope), ...fields] : [])].find(
    (path) => path === "" || path.split(".").length > MAX_PATH_SEGMENTS,
  );
  if (deep !== undefined) return `"${deep}" is no dotted path of at most ${MAX_PATH_SEGMENTS} names`;
  if (kind === "docker" || kind === "cri") return undefined;
  if (content === undefined || content === "") return "it has to say where the inner line is (content)";
  if (kind === "text") {
    const names = parsePattern(pattern ?? "");
    if (!names.ok || names.value.names.includes(content)) return undefined;
    return `its pattern has no field "${content}": write {${content}:rest} at its end`;
  }
  if (kind === "json") return undefined;
  if (level > 0) return "CSV can only be the outermost layer";
  if (delimiter === undefined || delimiter.length !== 1 || /["\r\n]/.test(delimiter) || delimiter > "\x7f") {
    return `the delimiter must be one byte, seen ${JSON.stringify(delimiter)}`;
  }
  return columns.includes(content) ? undefined : `no column "${content}" among ${columns.slice(0, 40).join(", ")}`;
}
