import { failure, type Outcome, success } from "../outcome.ts";
import { MASK_KINDS, MASK_NAME, MAX_MASK_NAME, type MaskKind } from "./mask-kinds.ts";

/** What users change about labels from free text: data, part of a plan, applied in the order below. */
export interface LabelRules {
  /** Looked for before the built-in masks, in this order, and shown as "<name>". */
  readonly masks?: readonly CustomMask[];
  /** Built-in kinds that are left as they are. */
  readonly unmasked?: readonly MaskKind[];
  /** Wildcards that are parted by their values. */
  readonly splits?: readonly LabelSplit[];
  /** Labels that become one; after the splits, whose labels they may name. */
  readonly merges?: readonly LabelMerge[];
  /** Sets of labels that look like one and are not: a person said so, and is not asked again. */
  readonly apart?: readonly (readonly string[])[];
  /** Sets of labels that look like one, kept apart, to be told of. */
  readonly flagged?: readonly (readonly string[])[];
}

export interface CustomMask {
  readonly name: string;
  /** Regular expression; every match is masked, or what its first group holds. */
  readonly pattern: string;
}

export interface LabelSplit {
  readonly label: string;
  /** Word of the template, from 0. */
  readonly position: number;
}

export interface LabelMerge {
  readonly labels: readonly string[];
  /** The label that they get; any text. */
  readonly into: string;
}

/** Rules that can be applied. */
export interface CompiledLabelRules {
  readonly rules: LabelRules;
  readonly masks: readonly { readonly name: string; readonly pattern: RegExp }[];
  /** Numbers of the kinds left unmasked. */
  readonly off: ReadonlySet<number>;
}

/** Names of all placeholders that texts masked under some rules may hold. */
export function maskNames(rules: readonly LabelRules[]): Set<string> {
  return new Set([...MASK_KINDS, ...rules.flatMap(({ masks }) => (masks ?? []).map(({ name }) => name))]);
}

/**
 * Checks rules. Failures: R_PATTERN (not a regular expression), R_LABELS (a name of a mask that is no name, a position
 * below 0, a merge of fewer than two labels).
 */
export function compileLabelRules(rules: LabelRules): Outcome<CompiledLabelRules> {
  const masks: { name: string; pattern: RegExp }[] = [];
  for (const { name, pattern } of rules.masks ?? []) {
    if (!MASK_NAME.test(name) || name.length > MAX_MASK_NAME) {
      const form = `small letters and dashes, at most ${MAX_MASK_NAME}`;
      return failure("R_LABELS", `"${name}" cannot name a mask: give ${form}`);
    }
    try {
      masks.push({ name, pattern: new RegExp(pattern, "dg") });
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      return failure("R_PATTERN", `the mask "${name}": "${pattern}" is no regular expression: ${why}`);
    }
  }
  for (const { label, position } of rules.splits ?? []) {
    if (!Number.isInteger(position) || position < 0) {
      return failure(
        "R_LABELS",
        `the split of "${label}": seen position ${position}, expected the number of a word from 0`,
      );
    }
  }
  for (const { labels, into } of rules.merges ?? []) {
    if (labels.length < 2) return failure("R_LABELS", `the merge into "${into}" names fewer than two labels`);
  }
  for (const labels of [...(rules.apart ?? []), ...(rules.flagged ?? [])]) {
    if (labels.length < 2) return failure("R_LABELS", `"${labels.join()}" is kept apart from nothing: name two labels`);
  }
  return success({ rules, masks, off: new Set((rules.unmasked ?? []).map((kind) => MASK_KINDS.indexOf(kind))) });
}

/** The rules of several files as one, each rule once, in the order of the files. */
export function joinedRules(rules: readonly LabelRules[]): LabelRules {
  const all = <T>(pick: (of: LabelRules) => readonly T[] | undefined): T[] => {
    const byText = new Map(rules.flatMap((of) => (pick(of) ?? []).map((rule) => [JSON.stringify(rule), rule])));
    return [...byText.values()];
  };
  return {
    masks: all(({ masks }) => masks),
    unmasked: all(({ unmasked }) => unmasked),
    splits: all(({ splits }) => splits),
    merges: all(({ merges }) => merges),
    apart: all(({ apart }) => apart),
    flagged: all(({ flagged }) => flagged),
  };
}
