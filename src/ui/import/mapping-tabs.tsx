import type { MappingTab } from "../../app/phase.ts";
import { formatCount } from "../../core/present/number-format.ts";

interface MappingTabsProps {
  readonly present: MappingTab;
  /** Numbers behind the names, null where they are not known. */
  readonly counts: Readonly<Record<MappingTab, number | null>>;
  readonly onTab: (tab: MappingTab) => void;
}

const TABS: readonly { readonly name: MappingTab; readonly title: string }[] = [
  { name: "roles", title: "Roles" },
  { name: "labels", title: "Labels" },
  { name: "rejects", title: "Rejected" },
];

/** What of the files is on screen. One tab stop; arrows move and choose. */
export function MappingTabs({ present, counts, onTab }: MappingTabsProps) {
  const move = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = TABS.findIndex(({ name }) => name === present);
    const next = (at + step + TABS.length) % TABS.length;
    onTab(TABS[next].name);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div class="mapping-tabs" role="tablist" aria-label="What is shown" onKeyDown={move}>
      {TABS.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          role="tab"
          class="mapping-tab"
          id={`tab-${name}`}
          aria-controls={name === "roles" ? "mapping-roles" : "mapping-tab-panel"}
          aria-selected={name === present}
          tabIndex={name === present ? 0 : -1}
          onClick={() => onTab(name)}
        >
          {title}
          {counts[name] !== null && <span class="mapping-tab-count">{formatCount(counts[name])}</span>}
        </button>
      ))}
    </div>
  );
}
