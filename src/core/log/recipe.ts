import { jsonText } from "../json-text.ts";
import type { LabelRules } from "../label/label-rules.ts";
import { expectedPhase, type NamedClass, type NamedKind } from "../trace/named-class.ts";
import type { ClassRule } from "../trace/shapes.ts";
import { matchesGlob } from "./glob.ts";
import type { Fingerprint } from "./recipe/fingerprint.ts";
import type {
  Envelope,
  FieldReference,
  IgnoredLine,
  OtherPlan,
  Roles,
  SourcePlan,
  StampForm,
  TimeAssumptions,
  TimeReference,
} from "./source-plan.ts";

/** The version this code writes; it reads this one only, and says so of later ones. */
export const RECIPE_VERSION = "recipe/1";

/** How logs are read and classified: the same bytes and the same recipe give the same events. */
export interface Recipe {
  readonly sources: readonly RecipeSource[];
  readonly classes?: ClassRule;
  /** The classes that were found by that rule, in the order that decides ties; never empty. */
  readonly classMap?: readonly NamedClass[];
  /** Label of the event that ends a request; the last event if absent. */
  readonly terminal?: string;
}

export interface RecipeSource {
  /** File name with `*` and `?`. */
  readonly match: string;
  readonly plan: SourcePlan;
  /** What the file was made of: files like it are read by this plan, whatever their name. */
  readonly fingerprint?: Fingerprint;
}

/** The recipe of decisions taken: one source per file or group of files. Equal plans of several files stay apart. */
export function recipeOf(
  sources: readonly RecipeSource[],
  classes: ClassRule,
  terminal: string | null,
  classMap: readonly NamedClass[] = [],
): Recipe {
  return { sources, classes, ...(classMap.length > 0 && { classMap }), ...(terminal !== null && { terminal }) };
}

/**
 * The first source whose pattern fits a file name; or, of a name that no source has as it stands, the name behind its last
 * "/" and before the number that tells files of one name apart. Null if none does.
 */
export function sourceForFile(recipe: Recipe, name: string): RecipeSource | null {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const names = [name, base, base.replace(/ \(\d+\)$/, "")];
  const isNamed = recipe.sources.some(({ match }) => match === name);
  const fitting = isNamed ? [name] : names;
  return recipe.sources.find(({ match }) => fitting.some((one) => matchesGlob(match, one))) ?? null;
}

/** Canonical JSON: fixed order of names, short lists on one line, a line end. `parseRecipe` gives the recipe back. */
export function printRecipe({ sources, classes, classMap, terminal }: Recipe): string {
  const document = {
    recipe: RECIPE_VERSION,
    sources: sources.map(({ match, plan, fingerprint }) => ({ match, ...planJson(plan), fingerprint })),
    ...(classes && {
      classes: {
        ...(classes.by === "key" ? { by: "key", key: classes.name } : { by: classes.by }),
        map: mapJson(classMap),
      },
    }),
    ...(terminal !== undefined && { terminal }),
  };
  return `${jsonText(document)}\n`;
}

function mapJson(classMap: readonly NamedClass[] | undefined): object | undefined {
  return classMap?.map(({ name, root, other, shape }) => ({
    name,
    ...(root !== null && { root: typeof root === "string" ? root : kindJson(root) }),
    ...(other && { other }),
    ...(shape.length > 0 && { shape: shape.map(kindJson) }),
  }));
}

function kindJson({ task, label, phase }: NamedKind): string[] {
  return phase === expectedPhase(label) ? [task, label] : [task, label, phase];
}

function planJson(plan: SourcePlan): object {
  const { compression, encoding, lineEnds, delimiter, header, columns, newestFirst, envelopes, others } = plan;
  const { format, ...reading } = readingJson(plan);
  const { labelRules, ignored, unmatched, repeats } = plan;
  return {
    format,
    compression,
    ...(encoding !== undefined && { encoding }),
    ...(lineEnds !== undefined && { lineEnds }),
    ...(delimiter !== undefined && { delimiter }),
    ...(header !== undefined && { header }),
    ...(columns !== undefined && { columns }),
    ...(newestFirst !== undefined && { newestFirst }),
    ...(envelopes !== undefined && { envelopes: envelopes.map(envelopeJson) }),
    ...(others !== undefined && { others: others.map(readingJson) }),
    ...reading,
    ...(ignored !== undefined && { ignored: ignored.map(ignoredJson) }),
    ...(unmatched !== undefined && { unmatched }),
    ...(repeats !== undefined && { repeats }),
    ...(labelRules !== undefined && { labelRules: labelRulesJson(labelRules) }),
  };
}

/** What each format of a file has for itself. */
function readingJson({ format, pattern, roles, outcomeInLabel, assume }: OtherPlan): { readonly format: string } {
  return {
    format,
    ...(pattern !== undefined && { pattern }),
    ...(roles !== undefined && { roles: rolesJson(roles) }),
    ...(outcomeInLabel !== undefined && { outcomeInLabel }),
    ...(assume !== undefined && { assume: assumptionsJson(assume) }),
  };
}

function envelopeJson({ kind, content, fields, pattern, delimiter, header, columns }: Envelope): object {
  return {
    kind,
    ...(content !== undefined && { content }),
    ...(fields !== undefined && { fields }),
    ...(pattern !== undefined && { pattern }),
    ...(delimiter !== undefined && { delimiter }),
    ...(header !== undefined && { header }),
    ...(columns !== undefined && { columns }),
  };
}

function rolesJson(roles: Roles): object {
  const { request, time, outerTime, endTime, duration, stampIs, stages } = roles;
  const { host, service, task, label, outcome, keys, attributes } = roles;
  return {
    request: request.map(fieldJson),
    time: timeJson(time),
    ...(outerTime && { outerTime: timeJson(outerTime) }),
    ...(endTime && { endTime: timeJson(endTime) }),
    ...(duration && { duration: { ...placeJson(duration), unit: duration.unit } }),
    ...(stampIs && { stampIs }),
    ...(stages && { stages: stages.map((stage) => ({ name: stage.name, ...placeJson(stage), unit: stage.unit })) }),
    ...(host && { host: fieldJson(host) }),
    ...(service && { service: fieldJson(service) }),
    task: task.map(fieldJson),
    label: label.map((part) => (part.mined === true ? { ...placeJson(part), mined: true } : fieldJson(part))),
    ...(outcome && { outcome: fieldJson(outcome) }),
    keys: keys.map((key) => ({ name: key.name, ...placeJson(key) })),
    attributes: attributes.map((attribute) => ({ name: attribute.name, ...placeJson(attribute) })),
  };
}

function timeJson(time: TimeReference): object {
  return {
    ...placeJson(time),
    ...formJson(time),
    ...(time.also !== undefined && { also: time.also.map(formJson) }),
    ...(time.nanos !== undefined && { nanos: time.nanos }),
  };
}

function formJson({ unit, stamp }: StampForm): object {
  return { unit, ...(stamp !== undefined && { stamp }) };
}

function assumptionsJson({ zone, fold, latest }: TimeAssumptions): object {
  return {
    ...(zone !== undefined && { zone: typeof zone === "number" ? zone : { name: zone.name, offsets: zone.offsets } }),
    ...(fold !== undefined && { fold }),
    ...(latest !== undefined && { latest }),
  };
}

function ignoredJson(line: IgnoredLine): object {
  return "prefix" in line ? { prefix: line.prefix } : { pattern: line.pattern };
}

function labelRulesJson({ masks, unmasked, splits, merges, apart, flagged }: LabelRules): object {
  return {
    ...(masks && { masks: masks.map(({ name, pattern }) => ({ name, pattern })) }),
    ...(unmasked && { unmasked }),
    ...(splits && { splits: splits.map(({ label, position }) => ({ label, position })) }),
    ...(merges && { merges: merges.map(({ labels, into }) => ({ labels, into })) }),
    ...(apart && { apart }),
    ...(flagged && { flagged }),
  };
}

/** A plain column is its name. */
function fieldJson(field: FieldReference): object | string {
  return field.json === undefined && field.pattern === undefined ? field.column : placeJson(field);
}

function placeJson({ column, json, pattern }: FieldReference): object {
  return { column, ...(json !== undefined && { json }), ...(pattern !== undefined && { pattern }) };
}
