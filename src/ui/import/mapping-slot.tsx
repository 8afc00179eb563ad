import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { sentenceOf } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import type { MappingViewProps } from "./mapping-view.tsx";

type Loaded = { readonly View: ComponentType<MappingViewProps> } | { readonly problem: string };

const loaded = signal<Loaded | null>(null);

/** Loads the code of the panel: a chunk of its own, for it knows all formats. */
async function loadMapping(): Promise<void> {
  loaded.value = await import("./mapping-view.tsx").then(
    ({ MappingView }): Loaded => ({ View: MappingView }),
    (error): Loaded => ({ problem: sentenceOf(error) }),
  );
}

/** Where roles are given to columns. */
export function MappingSlot(props: MappingViewProps) {
  const { value } = loaded;
  useEffect(() => {
    if (value === null) void loadMapping();
  }, []);
  if (value === null) return <div aria-busy="true" />;
  if ("View" in value) return <value.View {...props} />;
  return (
    <Notice
      tone="error"
      action={
        <button type="button" class="button" onClick={() => void loadMapping()}>
          Try again
        </button>
      }
    >
      The roles of columns cannot be shown: {value.problem}
    </Notice>
  );
}
