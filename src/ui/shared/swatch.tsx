import type { ComponentColor } from "../../core/present/component-colors.ts";
import "./swatch.css";

/** The colour of a component, beside its name; of a hand-off, which has none, a dashed box. */
export function Swatch({ color }: { readonly color: ComponentColor | null }) {
  return <span class={`swatch swatch-${color ?? "none"}`} aria-hidden="true" />;
}
