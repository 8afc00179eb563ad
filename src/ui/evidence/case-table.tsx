import { useSignal } from "@preact/signals";
import { formatClock } from "../../core/present/clock-time.ts";
import { caseScene } from "../../core/present/evidence-scene.ts";
import { columnUnit, formatInUnit, shortId } from "../../core/present/number-format.ts";
import type { EvidenceRequest } from "../../core/present/pair-report.ts";
import type { RelationKind } from "../../core/present/relation-rows.ts";
import { Icon } from "../shared/icon.tsx";
import { useRoving } from "../shared/use-roving.ts";
import { EvidenceSection } from "./drawer-frame.tsx";
import type { EvidenceContext } from "./evidence-context.ts";
import { LogLines } from "./log-lines.tsx";

interface CaseTableProps {
  readonly context: EvidenceContext;
  readonly relation: RelationKind;
  readonly title: string;
  readonly note: string;
  /** What the last column says of each. */
  readonly amount: string;
  readonly cases: readonly EvidenceRequest[];
}

/** Requests as evidence: an id opens the request, the arrow beside it its log lines. */
export function CaseTable({ context, relation, title, note, amount, cases }: CaseTableProps) {
  const opened = useSignal<number | null>(null);
  const roving = useRoving(2 * cases.length);
  if (cases.length === 0) return null;
  const { workspace, state } = context;
  const unit = columnUnit(cases.map(({ marginNs }) => marginNs));
  return (
    <EvidenceSection title={title} note={note}>
      <table class="ev-table" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
        <caption class="hidden">
          {title}: {note}
        </caption>
        <thead>
          <tr>
            <th scope="col">request</th>
            <th scope="col">at</th>
            <th scope="col">hosts</th>
            <th scope="col" class="number">
              {amount}, {unit}
            </th>
            <th scope="col">
              <span class="hidden">lines</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {cases.flatMap((found, at) => {
            const { rank, id, marginNs, events } = found;
            const isOpen = opened.value === rank;
            const hosts = [...new Set(events.map(({ host }) => host))].join(", ");
            const clock = events.length === 0 ? "" : formatClock(state.report.originNs, events[0].timeNs);
            const row = (
              <tr key={rank} class={isOpen ? "chosen" : ""}>
                <th scope="row">
                  <button
                    type="button"
                    class="link id"
                    data-rove
                    tabIndex={roving.tabIndex(2 * at)}
                    title={`Open request ${id}`}
                    aria-label={`Open request ${id}`}
                    onClick={() => workspace.go({ view: "requests", request: rank })}
                  >
                    {shortId(id)}
                  </button>
                </th>
                <td class="nowrap" title={`${clock} UTC`}>
                  {clock.slice(11, 19)}
                </td>
                <td class="ev-hosts" title={hosts}>
                  {hosts}
                </td>
                <td class="number">{formatInUnit(Math.abs(marginNs), unit)}</td>
                <td>
                  <button
                    type="button"
                    class="link ev-unfold"
                    data-rove
                    tabIndex={roving.tabIndex(2 * at + 1)}
                    aria-expanded={isOpen}
                    aria-label={`Log lines of request ${shortId(id)}`}
                    onClick={() => {
                      opened.value = isOpen ? null : rank;
                    }}
                  >
                    <Icon name={isOpen ? "down" : "next"} />
                  </button>
                </td>
              </tr>
            );
            if (!isOpen) return [row];
            const lines = (
              <tr key={`${rank} lines`} class="ev-row-lines">
                <td colSpan={5}>
                  <LogLines context={context} lines={caseScene(relation, found)?.lines ?? events} />
                </td>
              </tr>
            );
            return [row, lines];
          })}
        </tbody>
      </table>
    </EvidenceSection>
  );
}
