import type { AttributeSpec } from "../trace/catalog.ts";
import type { SourcePlan } from "./source-plan.ts";

/** The attribute columns of a plan in the order of its slices: outcome, keys, attributes. */
export function attributeSpecs(plan: SourcePlan): AttributeSpec[] {
  const { roles } = plan;
  if (roles === undefined) return [];
  return [
    ...(roles.outcome === undefined ? [] : [{ name: "outcome", role: "outcome" as const }]),
    ...roles.keys.map(({ name }) => ({ name, role: "key" as const })),
    ...roles.attributes.map(({ name }) => ({ name, role: "attribute" as const })),
  ];
}
