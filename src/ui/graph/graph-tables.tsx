import { useEffect, useRef } from "preact/hooks";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import type { PageSession } from "../app-view.tsx";
import { RelationsPanel } from "../result/relations-panel.tsx";
import { Icon } from "../shared/icon.tsx";
import { Panel } from "../shared/panel.tsx";
import type { Picks } from "./graph-picks.ts";
import type { GraphScene } from "./graph-scene.ts";
import { LinkTable } from "./link-table.tsx";
import { SegmentTable } from "./segment-table.tsx";
import "../result/result-view.css";
import "./graph-tables.css";

interface GraphTablesProps {
  readonly session: PageSession;
  readonly present: ClassReport;
  /** Null where there is nothing to draw: then only the hypotheses are listed. */
  readonly scene: GraphScene | null;
  readonly picks: Picks;
  readonly onNode: (id: number, isExtending: boolean) => void;
  readonly onLink: (key: string) => void;
  readonly areHypothesesOpen: boolean;
  readonly onHypotheses: (isOpen: boolean) => void;
}

/** The graph as tables, in its order and with its selection; below, everything that was tested. */
export function GraphTables(props: GraphTablesProps) {
  const { session, present, scene, picks, areHypothesesOpen } = props;
  const hypotheses = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (areHypothesesOpen && scene !== null) hypotheses.current?.scrollIntoView({ block: "start" });
  }, [areHypothesesOpen]);
  return (
    <div class="graph-tables" data-testid="graph-tables">
      {scene !== null && (
        <>
          <Panel
            id="graph-segments"
            title="Segments"
            note={`${formatCountOf(scene.nodes.length, "segment")}, from left to right`}
          >
            <SegmentTable scene={scene} picks={picks} onNode={props.onNode} />
          </Panel>
          <Panel id="graph-links" title="Links" note={`${formatCountOf(scene.links.length, "link")} among them`}>
            <LinkTable scene={scene} picks={picks} onLink={props.onLink} />
          </Panel>
        </>
      )}
      <div class="graph-hypotheses" ref={hypotheses}>
        {scene !== null && (
          <button
            type="button"
            class="button"
            aria-expanded={areHypothesesOpen}
            data-testid="graph-hypotheses"
            onClick={() => props.onHypotheses(!areHypothesesOpen)}
          >
            <Icon name={areHypothesesOpen ? "down" : "next"} />
            All hypotheses
            <span class="quiet">refuted, undecided and those of events</span>
          </button>
        )}
        {(areHypothesesOpen || scene === null) && (
          <RelationsPanel key={present.id} session={session} present={present} />
        )}
      </div>
    </div>
  );
}
