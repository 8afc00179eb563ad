import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import type { ViewName } from "../../app/view-state.ts";
import { loadEvidence } from "../evidence/evidence-slot.tsx";
import { sentenceOf } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import type { ViewProps } from "./view-props.ts";
import { VIEW_ENTRIES, type ViewEntry } from "./views.tsx";

type Loaded = { readonly View: ComponentType<ViewProps> } | { readonly problem: string };

const loaded = signal<ReadonlyMap<ViewName, Loaded>>(new Map());

async function loadView({ name, load }: ViewEntry): Promise<void> {
  const known = loaded.peek().get(name);
  if (known !== undefined && "View" in known) return;
  const outcome = await load().then(
    (View): Loaded => ({ View }),
    (error): Loaded => ({ problem: sentenceOf(error) }),
  );
  loaded.value = new Map(loaded.peek()).set(name, outcome);
}

/** Loads the code of all views and of the drawer ahead: after the first paint, before there is anything to show. */
export function loadViews(): void {
  for (const entry of VIEW_ENTRIES) void loadView(entry);
  void loadEvidence();
}

/** A view of the rail, whose code is loaded apart from that of the first screen. */
export function LazyView({ entry, ...props }: ViewProps & { readonly entry: ViewEntry }) {
  const view = loaded.value.get(entry.name);
  useEffect(() => {
    void loadView(entry);
  }, [entry]);
  if (view === undefined) return <div aria-busy="true" />;
  if ("View" in view) return <view.View {...props} />;
  return (
    <div class="shell-notice">
      <Notice
        tone="error"
        action={
          <button type="button" class="button" onClick={() => void loadView(entry)}>
            Try again
          </button>
        }
      >
        This view could not be loaded: {view.problem}.
      </Notice>
    </div>
  );
}
