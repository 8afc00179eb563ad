import type { ComponentChildren } from "preact";

interface PanelProps {
  /** Unique on the page: names the region and is the target of links. */
  readonly id: string;
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly action?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A titled part of a page. */
export function Panel({ id, title, note, action, class: extra, children }: PanelProps) {
  return (
    <section class={`panel ${extra ?? ""}`} id={id} aria-labelledby={`${id}-title`}>
      <header class="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {note !== undefined && <span class="panel-note">{note}</span>}
        {action !== undefined && <span class="panel-action">{action}</span>}
      </header>
      {children}
    </section>
  );
}

/** A table may be wider than its panel: then it scrolls by itself, also by keyboard. */
export function TableScroll({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: neither a set of fields nor a landmark beside its panel.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div class="table-scroll" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
