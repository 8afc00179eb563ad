import { joinedRules, type LabelRules } from "../label/label-rules.ts";

/** The lists of rules, in the order in which they are applied. */
export const RULE_KINDS = ["masks", "unmasked", "splits", "merges", "apart", "flagged"] as const;
export type RuleKind = (typeof RULE_KINDS)[number];
export type RuleOf<K extends RuleKind> = NonNullable<LabelRules[K]>[number];

/** One rule as it stands in its list. */
export type ListedRule = { readonly [K in RuleKind]: { readonly kind: K; readonly rule: RuleOf<K> } }[RuleKind];

/** All rules one after the other. */
export function listedRules(rules: LabelRules): ListedRule[] {
  return RULE_KINDS.flatMap((kind) => (rules[kind] ?? []).map((rule) => ({ kind, rule }) as ListedRule));
}

/** The rules of several files as one list each. */
export function rulesOfAll(rules: readonly LabelRules[]): LabelRules {
  return compact(joinedRules(rules));
}

/** The rules with one more at the end of its list; as they are if it is there. */
export function withRule(rules: LabelRules, { kind, rule }: ListedRule): LabelRules {
  return compact(joinedRules([rules, { [kind]: [rule] }]));
}

/** The rules without one, whatever others there are. */
export function withoutRule(rules: LabelRules, { kind, rule }: ListedRule): LabelRules {
  const gone = JSON.stringify(rule);
  const rest = (rules[kind] as readonly unknown[] | undefined)?.filter((other) => JSON.stringify(other) !== gone);
  return compact({ ...rules, [kind]: rest });
}

/** Without empty lists: no rules at all are no object in a recipe. */
function compact(rules: LabelRules): LabelRules {
  return Object.fromEntries(Object.entries(rules).filter(([, list]) => Array.isArray(list) && list.length > 0));
}
