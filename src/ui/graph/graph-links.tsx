import { AskedLine, type AskedVerdict } from "./asked-line.tsx";
import type { Picks } from "./graph-picks.ts";
import type { GraphScene, SceneLink } from "./graph-scene.ts";
import { LinkLine } from "./link-line.tsx";

interface GraphLinksProps {
  readonly scene: GraphScene;
  readonly picks: Picks;
  readonly verdict: AskedVerdict | null;
  /** So many are drawn yet. */
  readonly drawn: number;
}

/** All links below the faces of nodes: the more critical ones above the others, the picked ones on top. */
export function GraphLinks({ scene, picks, verdict, drawn }: GraphLinksProps) {
  const { width, height, lanes, cornerRadius } = scene.layout;
  const ordered = scene.links.toSorted((a, b) => heightOf(a, picks) - heightOf(b, picks));
  return (
    <svg class="graph-links" width={width} height={height} aria-hidden="true">
      {ordered.slice(0, drawn).map((each) => (
        <LinkLine
          key={each.key}
          each={each}
          isPicked={picks.links.has(each.key)}
          isDim={picks.dimLinks.has(each.key)}
          isStanding={picks.asked !== null}
          lanes={lanes}
          cornerRadius={cornerRadius}
        />
      ))}
      {picks.asked !== null && <AskedLine asked={picks.asked} verdict={verdict} />}
    </svg>
  );
}

function heightOf({ key, link }: SceneLink, picks: Picks): number {
  return (picks.links.has(key) ? 2 : 0) + link.onPathShare;
}
