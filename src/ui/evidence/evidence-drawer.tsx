import { useMemo } from "preact/hooks";
import { isPair } from "../../app/evidence-questions.ts";
import { componentColors } from "../../core/present/component-colors.ts";
import type { ViewProps } from "../shell/view-props.ts";
import type { EvidenceContext } from "./evidence-context.ts";
import { HandOffEvidence } from "./hand-off-evidence.tsx";
import { PairEvidence } from "./pair-evidence.tsx";
import { SegmentEvidence } from "./segment-evidence.tsx";
import { WhyNot } from "./why-not.tsx";
import "./evidence.css";
import "./evidence-lists.css";
import "./evidence-plots.css";

/** The evidence for what is selected; nothing while nothing is. */
export function EvidenceDrawer({ workspace, state }: ViewProps) {
  const { selection } = workspace.view.value;
  const present = workspace.present.value;
  const { components } = workspace.whole.report;
  const colors = useMemo(() => componentColors(components), [components]);
  if (selection === null || present === null) return null;
  const context: EvidenceContext = { workspace, state, present, filter: workspace.shown.value.filter, colors };
  // What was found for one selection says nothing of the next: each begins anew.
  const key = `${present.id} ${JSON.stringify(selection)}`;
  if (selection.on === "segment") return <SegmentEvidence key={key} context={context} segment={selection.segment} />;
  if (selection.on === "hand-off") return <HandOffEvidence key={key} context={context} {...ends(selection)} />;
  // Its fields keep the focus while the other side is chosen.
  if (selection.on === "why-not")
    return <WhyNot key={`${present.id} why-not`} context={context} {...ends(selection)} />;
  return isPair(selection) ? <PairEvidence key={key} context={context} selection={selection} /> : null;
}

function ends({ from, to }: { readonly from: number; readonly to: number }) {
  return { from, to };
}
