import { useLayoutEffect, useRef } from "preact/hooks";
import { formatCountOf, formatDuration, formatShare } from "../../core/present/number-format.ts";
import type { SceneLink, SceneNode } from "./graph-scene.ts";
import { relationList } from "./link-words.ts";

/** What the card is about, and the box of the stage (px) that it must not cover. */
export type CardSubject = { readonly x: number; readonly y: number; readonly height: number } & (
  | { readonly on: "node"; readonly node: SceneNode }
  | { readonly on: "link"; readonly link: SceneLink }
);

const GAP = 8;

/** Full name and figures of what is under the pointer or has the focus. */
export function GraphCard({ subject, requests }: { readonly subject: CardSubject; readonly requests: number }) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const card = root.current;
    const stage = card?.offsetParent;
    if (card == null || stage == null) return;
    const below = subject.y + subject.height + GAP;
    const above = subject.y - GAP - card.offsetHeight;
    const fitsBelow = below + card.offsetHeight <= stage.clientHeight;
    const left = Math.max(GAP, Math.min(subject.x, stage.clientWidth - card.offsetWidth - GAP));
    card.style.setProperty("left", `${left}px`);
    card.style.setProperty("top", `${fitsBelow || above < 0 ? below : above}px`);
  }, [subject]);
  return (
    <div class="graph-card" ref={root} role="tooltip">
      {subject.on === "node" ? <NodeCard face={subject.node} requests={requests} /> : <LinkCard each={subject.link} />}
    </div>
  );
}

function NodeCard({ face, requests }: { readonly face: SceneNode; readonly requests: number }) {
  const { node, isAbsent } = face;
  const { task, label, members } = node;
  return (
    <>
      <p class="graph-card-name">
        <span class="segment-task">{task}</span> {label}
        {members.length > 1 && ` ×${members.length}`}
      </p>
      {isAbsent ? (
        <p>in none of these requests</p>
      ) : (
        <>
          <p>
            mean <strong>{formatDuration(node.meanNs)}</strong>, in {formatCountOf(node.requests, "request")} (
            {formatShare(node.requests / Math.max(1, requests))})
          </p>
          <p>
            on the path of <strong>{formatShare(node.onPathShare)}</strong>, with {formatDuration(node.pathNs)} per
            request
          </p>
        </>
      )}
    </>
  );
}

function LinkCard({ each }: { readonly each: SceneLink }) {
  const { link, sentence, isAbsent } = each;
  return (
    <>
      <p class="graph-card-kind">{relationList(link)}</p>
      <p>{isAbsent ? "not among the relations of these requests" : sentence}</p>
    </>
  );
}
