import type { ComponentTime } from "./component-times.ts";

/** Colours of components: `c1` … `c8`, and `c-other` for all from the ninth on. */
export const COMPONENT_COLORS = 8;

/** "c1" … "c8" or "c-other": the token and the end of class names. */
export type ComponentColor = `c${number}` | "c-other";

/** Which component has which colour; made once per dataset from the report of all its requests. */
export type ComponentColors = ReadonlyMap<string, ComponentColor>;

/**
 * Colours by share of total time. Give it the components of the whole dataset, not of what a filter keeps: a component
 * does not change its colour because a filter changed.
 *
 * @param components largest total time first, as `AnalysisReport.components`
 */
export function componentColors(components: readonly Pick<ComponentTime, "name">[]): ComponentColors {
  return new Map(components.map(({ name }, at) => [name, at < COMPONENT_COLORS ? `c${at + 1}` : "c-other"] as const));
}

/** The colour of a component; one without segments has that of the others. */
export function colorOf(colors: ComponentColors, name: string): ComponentColor {
  return colors.get(name) ?? "c-other";
}
