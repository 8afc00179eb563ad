import { LazyPart, LazySlot } from "../shared/lazy-part.tsx";
import type { ViewProps } from "../shell/view-props.ts";

/** The drawer's code: a chunk of its own, as those of views are. */
export const evidencePart = new LazyPart<ViewProps>(
  "The evidence",
  async () => (await import("./evidence-drawer.tsx")).EvidenceDrawer,
);

/** Where the drawer stands while something is selected. */
export function EvidenceSlot(props: ViewProps) {
  return (
    <LazySlot
      part={evidencePart}
      props={props}
      frame={(content) => (
        <aside class="shell-drawer" aria-label="Evidence">
          {content}
        </aside>
      )}
    />
  );
}
