import { encodeUtf8 } from "../../bytes.ts";
import { sha256Hex } from "../../sha256.ts";
import type { DetectedReading } from "../detect.ts";
import type { Recipe, RecipeSource } from "../recipe.ts";
import type { Envelope, SourcePlan } from "../source-plan.ts";
import { type PatternStep, parsePattern } from "../text/text-pattern.ts";

/** What a file is made of, told by neither its name nor its content: two days of one log have like fingerprints. */
export interface Fingerprint {
  /** 16 hexadecimal digits over format, layers, columns in order, and the shape of a pattern. */
  readonly structure: string;
  /** Of formats whose records may lack fields (JSON, key=value): those that were seen, sorted; else none. */
  readonly fields: readonly string[];
}

/** Fields that two days of a log have in common, at least: the rare ones come and go. */
const LEAST_COMMON = 0.7;

/** The fingerprint of a file as it was detected, whatever was decided about it then; null where structure fixes all roles. */
export function fingerprintOf({ plan, columns }: DetectedReading): Fingerprint | null {
  if (plan.roles === undefined) return null;
  const names = columns.map(({ name }) => name);
  const structure = JSON.stringify([
    plan.format,
    (plan.envelopes ?? []).map(envelopeStructure),
    ownStructure(plan, names),
  ]);
  return {
    structure: sha256Hex(encodeUtf8(structure)).slice(0, 16),
    fields: hasOpenFields(plan) ? [...new Set(names)].sort() : [],
  };
}

function hasOpenFields({ format }: SourcePlan): boolean {
  return format === "ndjson" || format === "logfmt" || format === "syslog";
}

function ownStructure(plan: SourcePlan, names: readonly string[]): unknown {
  if (plan.format === "text") return patternShape(plan.pattern);
  if (hasOpenFields(plan)) return null;
  const columns = plan.columns ?? names;
  // Without names all tables of so many columns would be alike: the stamp's place tells some apart.
  const stamp = plan.header === false ? [plan.roles?.time.column, plan.roles?.time.unit] : null;
  return [plan.delimiter ?? null, plan.header ?? null, columns, stamp];
}

function envelopeStructure({ kind, content, pattern, delimiter, header, columns }: Envelope): unknown {
  return [kind, content ?? null, patternShape(pattern), delimiter ?? null, header ?? null, columns ?? null];
}

/** The first alternative without the names of its fields; others are of rarer lines, which come and go. */
function patternShape(pattern: string | undefined): string | null {
  if (pattern === undefined) return null;
  const parsed = parsePattern(pattern);
  return parsed.ok ? shapeOf(parsed.value.alternatives[0]) : pattern;
}

function shapeOf(steps: readonly PatternStep[]): string {
  return steps
    .map((step) => {
      if (step.kind === "literal") return step.text;
      if (step.kind === "blanks") return " ";
      if (step.kind === "optional") return `{?${shapeOf(step.steps)}}`;
      return `{${step.shape?.text ?? step.takes}}`;
    })
    .join("");
}

/** Whether two files are of one kind: equal structure, and most of their fields in common. */
export function isAlike(a: Fingerprint, b: Fingerprint): boolean {
  if (a.structure !== b.structure) return false;
  const known = new Set(a.fields);
  const common = b.fields.filter((name) => known.has(name)).length;
  const all = a.fields.length + b.fields.length - common;
  return all === 0 || common / all >= LEAST_COMMON;
}

/** The first source of a recipe that was made for a file like this, which must have what its roles need; null if none. */
export function sourceForLike(recipe: Recipe, detection: DetectedReading): RecipeSource | null {
  const own = fingerprintOf(detection);
  if (own === null) return null;
  const seen = new Set(own.fields);
  const fits = ({ roles }: SourcePlan) =>
    own.fields.length === 0 ||
    (roles !== undefined && [...roles.request, roles.time].every(({ column }) => seen.has(column)));
  return (
    recipe.sources.find(
      ({ fingerprint, plan }) => fingerprint !== undefined && isAlike(fingerprint, own) && fits(plan),
    ) ?? null
  );
}

/**
 * A plan made for a file like this one: its decisions, and of what lies in the bytes of the very file (compression,
 * encoding, line ends, direction, the year that stamps lack) what was detected.
 */
export function planForLike(made: SourcePlan, detected: SourcePlan): SourcePlan {
  const { encoding: _e, lineEnds: _l, newestFirst: _n, assume: madeAssume, ...decided } = made;
  const { compression, encoding, lineEnds, newestFirst } = detected;
  const { latest: _latest, ...kept } = madeAssume ?? {};
  const latest = madeAssume?.latest === undefined ? undefined : (detected.assume?.latest ?? madeAssume.latest);
  const assume = { ...kept, ...(latest !== undefined && { latest }) };
  return {
    ...decided,
    compression,
    ...(encoding !== undefined && { encoding }),
    ...(lineEnds !== undefined && { lineEnds }),
    ...(newestFirst !== undefined && { newestFirst }),
    ...(Object.keys(assume).length > 0 && { assume }),
  };
}
