import { columnUnit, formatCount, formatInUnit, formatShare } from "../../core/present/number-format.ts";
import { TableScroll } from "../shared/panel.tsx";
import type { Picks } from "./graph-picks.ts";
import type { GraphScene } from "./graph-scene.ts";
import { linksFrom } from "./graph-steps.ts";
import { useRovingRows } from "./roving.ts";
import { SegmentLabel } from "./segment-label.tsx";

interface SegmentTableProps {
  readonly scene: GraphScene;
  readonly picks: Picks;
  readonly onNode: (id: number, isExtending: boolean) => void;
}

/** The segments of the graph, from left to right as they are drawn. */
export function SegmentTable({ scene, picks, onNode }: SegmentTableProps) {
  const { nodes, selection } = scene;
  const chosen = nodes.findIndex(({ node }) => picks.nodes.has(node.id));
  const { root, stop, onKeyDown, onFocus } = useRovingRows(nodes.length, chosen);
  const unit = columnUnit(nodes.map(({ node }) => node.meanNs));
  const caption = `Segments of ${selection.name} in the order of the graph`;
  return (
    <TableScroll label={caption}>
      <table class="table graph-table" data-testid="graph-segment-table">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">segment</th>
            <th scope="col" class="number" title="requests that have it">
              n
            </th>
            <th scope="col" class="number">
              mean, {unit}
            </th>
            <th scope="col" class="number" title="share of requests with it on their critical path">
              on path
            </th>
            <th scope="col" class="number" title="links that lead here, links that lead on">
              in, out
            </th>
          </tr>
        </thead>
        <tbody ref={root} onKeyDown={onKeyDown}>
          {nodes.map((face, at) => {
            const { node, tone, isAbsent, name } = face;
            const isPicked = picks.nodes.has(node.id);
            return (
              <tr key={node.id} class={isPicked ? "chosen" : isAbsent ? "graph-row-absent" : ""}>
                <th scope="row">
                  <button
                    type="button"
                    class="link graph-row"
                    data-row={at}
                    tabIndex={at === stop ? 0 : -1}
                    aria-pressed={isPicked}
                    aria-label={name}
                    onFocus={() => onFocus(at)}
                    onClick={({ shiftKey }) => onNode(node.id, shiftKey)}
                  >
                    <SegmentLabel face={face} />
                  </button>
                </th>
                <td class="number">{formatCount(node.requests)}</td>
                <td class="number">{isAbsent ? "–" : formatInUnit(node.meanNs, unit)}</td>
                <td class={`number path-share-${tone}`}>{formatShare(node.onPathShare)}</td>
                <td class="number">
                  {linksFrom(scene, node.id, "before").length}, {linksFrom(scene, node.id, "after").length}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
