import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { sentenceOf } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import type { ViewProps } from "../shell/view-props.ts";

type Loaded = { readonly Drawer: ComponentType<ViewProps> } | { readonly problem: string };

const loaded = signal<Loaded | null>(null);

/** Loads the code of the drawer: a chunk of its own, as those of views are. */
export async function loadEvidence(): Promise<void> {
  const known = loaded.peek();
  if (known !== null && "Drawer" in known) return;
  loaded.value = await import("./evidence-drawer.tsx").then(
    ({ EvidenceDrawer }): Loaded => ({ Drawer: EvidenceDrawer }),
    (error): Loaded => ({ problem: sentenceOf(error) }),
  );
}

/** Where the drawer stands while something is selected. */
export function EvidenceSlot(props: ViewProps) {
  const { value } = loaded;
  useEffect(() => {
    void loadEvidence();
  }, []);
  if (value === null) return <aside class="shell-drawer" aria-label="Evidence" aria-busy="true" />;
  if ("Drawer" in value) return <value.Drawer {...props} />;
  return (
    <aside class="shell-drawer" aria-label="Evidence">
      <Notice
        tone="error"
        action={
          <button type="button" class="button" onClick={() => void loadEvidence()}>
            Try again
          </button>
        }
      >
        The evidence could not be loaded: {value.problem}
      </Notice>
    </aside>
  );
}
