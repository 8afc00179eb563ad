import type { ComponentChildren } from "preact";
import type { GraphSelection } from "../../core/present/graph-selection.ts";
import { MOST_NODES_EVER } from "../../core/present/graph-selection.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import type { RelationCount } from "../../core/present/shown-link.ts";
import type { GraphSettings } from "./graph-settings.ts";

interface HiddenProps {
  readonly selection: GraphSelection;
  readonly settings: GraphSettings;
  readonly onSettings: (change: Partial<GraphSettings>) => void;
}

/** Segments that are not drawn: how many, why, and the way to them. */
export function HiddenSegments({ selection, settings, onSettings }: HiddenProps) {
  const { all, shown, bySlider, byUser, byFocus } = selection.nodeCounts;
  const isLimited = bySlider > 0 && settings.segmentsPercent === 100;
  return (
    <>
      <p class="graph-hidden-head">
        {formatCountOf(all - shown, "segment")} of {formatCount(all)} not drawn
      </p>
      <ul>
        {bySlider > 0 && (
          <Reason
            count={bySlider}
            why={isLimited ? `beyond the limit of ${MOST_NODES_EVER}` : "of less time than the slider asks for"}
            action={isLimited ? "List all" : "Show all"}
            onAction={() => onSettings(isLimited ? { view: "hypotheses" } : { segmentsPercent: 100 })}
          />
        )}
        {byFocus > 0 && (
          <Reason
            count={byFocus}
            why={settings.between === null ? "farther away than the hops" : "on no path between the two"}
            action="Show all"
            onAction={() => onSettings({ focus: null, between: null })}
          />
        )}
        {byUser > 0 && (
          <Reason
            count={byUser}
            why="hidden or folded by you"
            action="Show all"
            onAction={() => onSettings({ hidden: [], folded: [] })}
          />
        )}
        {settings.segmentsPercent !== null && (
          <li>
            <span>The slider was moved.</span>
            <Action onAction={() => onSettings({ segmentsPercent: null })}>As at first</Action>
          </li>
        )}
      </ul>
      {shown === all && <p class="quiet">Every segment of the class is drawn.</p>}
    </>
  );
}

/** Links that are not drawn, by what became of them. */
export function HiddenLinks({ selection, settings, onSettings }: HiddenProps) {
  const sum = (what: keyof RelationCount) =>
    Object.values(selection.linkCounts).reduce((total, counts) => total + counts[what], 0);
  const [limited, implied, outside] = [sum("limited"), sum("implied"), sum("outside")];
  return (
    <>
      <p class="graph-hidden-head">{formatCountOf(limited + implied + outside, "relation")} not drawn</p>
      <ul>
        {limited > 0 && (
          <Reason
            count={limited}
            why="less critical than the slider asks for"
            action="Show all"
            onAction={() => onSettings({ linksPercent: 100 })}
          />
        )}
        {implied > 0 && (
          <Reason
            count={implied}
            why="implied by those that are drawn"
            action="Draw them"
            onAction={() => onSettings({ reduction: false })}
          />
        )}
        {outside > 0 && (
          <Reason
            count={outside}
            why="have an end that is not drawn"
            action="All segments"
            onAction={() => onSettings({ segmentsPercent: 100, hidden: [], folded: [], focus: null, between: null })}
          />
        )}
        {settings.linksPercent !== null && (
          <li>
            <span>The slider was moved.</span>
            <Action onAction={() => onSettings({ linksPercent: null })}>As at first</Action>
          </li>
        )}
        <li>
          <span>Refuted and undecided ones</span>
          <Action onAction={() => onSettings({ view: "hypotheses" })}>All hypotheses</Action>
        </li>
      </ul>
    </>
  );
}

interface ReasonProps {
  readonly count: number;
  readonly why: string;
  readonly action: string;
  readonly onAction: () => void;
}

function Reason({ count, why, action, onAction }: ReasonProps) {
  return (
    <li>
      <span>
        <strong>{formatCount(count)}</strong> {why}
      </span>
      <Action onAction={onAction}>{action}</Action>
    </li>
  );
}

function Action({ onAction, children }: { readonly onAction: () => void; readonly children: ComponentChildren }) {
  return (
    <button type="button" class="link" onClick={onAction}>
      {children}
    </button>
  );
}
