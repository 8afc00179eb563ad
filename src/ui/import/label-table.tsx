import { useState } from "preact/hooks";
import type { LabelOverview } from "../../core/label/label-overview.ts";
import type { TemplateReport } from "../../core/label/label-report.ts";
import { labelCount } from "../../core/present/label-words.ts";
import { formatCount, formatCountOf, formatShare } from "../../core/present/number-format.ts";
import type { ListedRule } from "../../core/present/rule-list.ts";
import { PAGE_ROWS, Pager } from "../shared/pager.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { TemplateDetail, TemplateText } from "./template-detail.tsx";

interface LabelTableProps {
  readonly overview: LabelOverview;
  readonly note: string;
  readonly onAdd: (rule: ListedRule) => void;
}

interface Row {
  readonly label: string;
  readonly events: number;
  /** Null of a label that stands in the log as it is. */
  readonly template: TemplateReport | null;
}

/** The labels, most frequent first: choose some to merge them, open one to split it. */
export function LabelTable({ overview, note, onAdd }: LabelTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState("");
  const [wanted, setWanted] = useState("");
  const [offset, setOffset] = useState(0);
  const [opened, setOpened] = useState<string | null>(null);
  const all = rowsOf(overview);
  const events = (overview.mined?.eventCount ?? 0) + overview.nativeEvents;
  const sought = wanted.trim().toLowerCase();
  const rows = sought === "" ? all : all.filter(({ label }) => label.toLowerCase().includes(sought));
  const unlisted = labelCount(overview) - all.length;
  const known = all.filter(({ label }) => chosen.has(label)).map(({ label }) => label);
  const into = name.trim() === "" ? (known[0] ?? "") : name.trim();
  const choose = (label: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(label);
    else next.delete(label);
    setChosen(next);
  };
  const merge = (event: Event) => {
    event.preventDefault();
    if (known.length < 2) return;
    onAdd({ kind: "merges", rule: { labels: known, into } });
    setChosen(new Set());
    setName("");
  };
  return (
    <Panel
      id="label-list"
      title="Labels"
      note={note}
      action={
        <input
          class="input"
          type="search"
          placeholder="Find a label"
          aria-label="Find a label"
          value={wanted}
          onInput={(event) => {
            setWanted(event.currentTarget.value);
            setOffset(0);
          }}
        />
      }
    >
      <form class="label-merge" onSubmit={merge}>
        <span class="quiet">
          {known.length === 0
            ? "Choose labels that mean the same"
            : formatCountOf(known.length, "label chosen", "labels chosen")}
        </span>
        <input
          class="input"
          aria-label="Name of the merged label"
          placeholder={known[0] ?? "name of the merged label"}
          disabled={known.length < 2}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={known.length < 2}>
          Merge into one
        </button>
      </form>
      <TableScroll label="Labels">
        <table class="table label-table" data-testid="label-table">
          <caption class="hidden">Labels with their events</caption>
          <thead>
            <tr>
              <th scope="col" class="label-check">
                <span class="hidden">Choose</span>
              </th>
              <th scope="col">label</th>
              {overview.mined !== null && (
                <th scope="col" class="number">
                  texts
                </th>
              )}
              <th scope="col" class="number">
                events
              </th>
              <th scope="col" class="number">
                share
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(offset, offset + PAGE_ROWS).flatMap((row) => {
              const { label, template } = row;
              const isOpen = opened === label && template !== null;
              const line = (
                <tr key={label} class={chosen.has(label) ? "chosen" : ""}>
                  <td class="label-check">
                    <input
                      type="checkbox"
                      aria-label={`Choose ${label}`}
                      checked={chosen.has(label)}
                      onChange={(event) => choose(label, event.currentTarget.checked)}
                    />
                  </td>
                  <th scope="row" class="label-name">
                    {template === null ? (
                      <TemplateText text={label} />
                    ) : (
                      <button
                        type="button"
                        class="label-open"
                        aria-expanded={isOpen}
                        onClick={() => setOpened(isOpen ? null : label)}
                      >
                        <TemplateText text={label} />
                      </button>
                    )}
                  </th>
                  {overview.mined !== null && (
                    <td class="number quiet">{template === null ? "" : formatCount(template.variants)}</td>
                  )}
                  <td class="number">{formatCount(row.events)}</td>
                  <td class="number quiet">{formatShare(row.events / Math.max(1, events))}</td>
                </tr>
              );
              if (!isOpen) return [line];
              return [line, <TemplateDetail key={`${label} detail`} template={template} onAdd={onAdd} />];
            })}
          </tbody>
        </table>
      </TableScroll>
      {rows.length === 0 && (
        <p class="panel-text quiet">{sought === "" ? "There is no label." : `No label contains “${wanted.trim()}”.`}</p>
      )}
      <Pager what="labels" total={rows.length} offset={offset} onOffset={setOffset} />
      {unlisted > 0 && <p class="panel-foot">{formatCountOf(unlisted, "rarer label")} not listed.</p>}
    </Panel>
  );
}

function rowsOf({ mined, native }: LabelOverview): Row[] {
  const templates = (mined?.templates ?? []).map((template): Row => ({ ...template, template }));
  return [...templates, ...native.map((one): Row => ({ ...one, template: null }))].sort((a, b) => b.events - a.events);
}
