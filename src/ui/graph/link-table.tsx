import { formatCount, formatShare } from "../../core/present/number-format.ts";
import { StatusMark } from "../result/status-mark.tsx";
import { TableScroll } from "../shared/panel.tsx";
import type { Picks } from "./graph-picks.ts";
import type { GraphScene } from "./graph-scene.ts";
import { RELATION_NAMES, relationList } from "./link-words.ts";
import { useRovingRows } from "./roving.ts";
import { SegmentLabel } from "./segment-label.tsx";

interface LinkTableProps {
  readonly scene: GraphScene;
  readonly picks: Picks;
  readonly onLink: (key: string) => void;
}

/** The links of the graph, by the segments they come from. */
export function LinkTable({ scene, picks, onLink }: LinkTableProps) {
  const { links, selection } = scene;
  const chosen = links.findIndex(({ key }) => picks.links.has(key));
  const { root, stop, onKeyDown, onFocus } = useRovingRows(links.length, chosen);
  const caption = `Links of ${selection.name} in the order of the graph`;
  return (
    <TableScroll label={caption}>
      <table class="table graph-table" data-testid="graph-link-table">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">from</th>
            <th scope="col">relation</th>
            <th scope="col">to</th>
            <th scope="col">status</th>
            <th scope="col" class="number" title="requests that support it">
              support
            </th>
            <th scope="col" class="number" title="requests that contradict it">
              against
            </th>
            <th scope="col" class="number" title="at most this share of requests has it on their critical path">
              on path
            </th>
          </tr>
        </thead>
        <tbody ref={root} onKeyDown={onKeyDown}>
          {links.map((each, at) => {
            const { key, link, from, to, tone, sentence, isAbsent } = each;
            const isPicked = picks.links.has(key);
            return (
              <tr key={key} class={isPicked ? "chosen" : isAbsent ? "graph-row-absent" : ""}>
                <th scope="row">
                  <button
                    type="button"
                    class="link graph-row"
                    data-row={at}
                    tabIndex={at === stop ? 0 : -1}
                    aria-pressed={isPicked}
                    aria-label={sentence}
                    onFocus={() => onFocus(at)}
                    onClick={() => onLink(key)}
                  >
                    <SegmentLabel face={from} />
                  </button>
                </th>
                <td class="nowrap">
                  <span class="graph-symbol" aria-hidden="true">
                    {RELATION_NAMES[link.form === "hand-off" ? link.kind : link.form].symbol}
                  </span>{" "}
                  {relationList(link)}
                </td>
                <td>
                  <SegmentLabel face={to} />
                </td>
                <td class="nowrap">
                  {isAbsent ? (
                    <span class="quiet">not here</span>
                  ) : (
                    <>
                      <StatusMark status={link.status} /> {link.status}
                    </>
                  )}
                </td>
                <td class="number">{formatCount(link.support)}</td>
                <td class={link.violations > 0 ? "number against" : "number"}>{formatCount(link.violations)}</td>
                <td class={`number path-share-${tone}`}>{formatShare(link.onPathShare)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
