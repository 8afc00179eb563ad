import type { ComponentChildren } from "preact";
import type { MappingTab } from "../../app/phase.ts";

/** One of the sides of a file on the import screen. */
export interface MappingSide {
  readonly id: MappingTab;
  readonly title: string;
  /** Stands behind the title; null where there is nothing to count, or it is not known. */
  readonly count: string | null;
  readonly render: () => ComponentChildren;
}

interface MappingTabsProps {
  /** What they are of. */
  readonly label: string;
  readonly tabs: readonly [MappingSide, ...MappingSide[]];
  readonly chosen: MappingTab;
  readonly onChoose: (tab: MappingTab) => void;
}

/** Tabs in a row: arrows, Home and End move and open. */
export function MappingTabs({ label, tabs, chosen, onChoose }: MappingTabsProps) {
  const at = Math.max(
    0,
    tabs.findIndex(({ id }) => id === chosen),
  );
  const { id, render } = tabs[at];
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Readonly<Record<string, number | undefined>> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const next = targets[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(tabs[next].id);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")[next].focus();
  };
  return (
    <div class="import-tabs">
      <div class="import-tab-row" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            class="import-tab"
            aria-selected={tab.id === id}
            aria-controls={`tabpanel-${tab.id}`}
            tabIndex={tab.id === id ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.title}
            {tab.count !== null && <span class="import-tab-count">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`tabpanel-${id}`} aria-labelledby={`tab-${id}`} class="import-tab-panel">
        {render()}
      </div>
    </div>
  );
}
