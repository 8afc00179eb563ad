import type { AttributeSpec } from "../trace/catalog.ts";
import type { OtherPlan, SourcePlan } from "./source-plan.ts";

/**
 * The attribute columns of a plan in the order of its slices: outcome, keys, attributes; then those that only other formats
 * of the same file have.
 */
export function attributeSpecs(plan: SourcePlan): AttributeSpec[] {
  const specs = ownAttributeSpecs(plan);
  for (const other of plan.others ?? []) {
    for (const spec of ownAttributeSpecs(other)) if (!specs.some((known) => isSame(known, spec))) specs.push(spec);
  }
  return specs;
}

/** Those of one format of a file: outcome, keys, attributes. */
export function ownAttributeSpecs({ roles }: OtherPlan): AttributeSpec[] {
  if (roles === undefined) return [];
  return [
    ...(roles.outcome === undefined ? [] : [{ name: "outcome", role: "outcome" as const }]),
    ...roles.keys.map(({ name }) => ({ name, role: "key" as const })),
    ...roles.attributes.map(({ name }) => ({ name, role: "attribute" as const })),
  ];
}

export function isSame(a: AttributeSpec, b: AttributeSpec): boolean {
  return a.name === b.name && a.role === b.role;
}
