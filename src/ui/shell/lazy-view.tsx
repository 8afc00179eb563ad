import type { ViewName } from "../../app/view-state.ts";
import { evidencePart } from "../evidence/evidence-slot.tsx";
import { LazyPart, LazySlot } from "../shared/lazy-part.tsx";
import type { ViewProps } from "./view-props.ts";
import { VIEW_ENTRIES, type ViewEntry } from "./views.tsx";

const PARTS: ReadonlyMap<ViewName, LazyPart<ViewProps>> = new Map(
  VIEW_ENTRIES.map(({ name, load }) => [name, new LazyPart("This view", load)]),
);

/** Loads the code of all views and of the drawer ahead: after the first paint, before there is anything to show. */
export function loadViews(): void {
  for (const part of [...PARTS.values(), evidencePart]) void part.load();
}

/** A view of the rail, whose code is loaded apart from that of the first screen. */
export function LazyView({ entry, ...props }: ViewProps & { readonly entry: ViewEntry }) {
  const part = PARTS.get(entry.name);
  if (part === undefined) throw new Error(`no view "${entry.name}"`);
  return <LazySlot part={part} props={props} frame={(content) => <div class="shell-notice">{content}</div>} />;
}
