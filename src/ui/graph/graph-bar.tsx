import { formatCount } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { Menu, type MenuItem } from "../shared/menu.tsx";
import { FindBox } from "./find-box.tsx";
import { GRAPH_FORMATS, type GraphFileFormat } from "./graph-files.ts";
import type { GraphScene } from "./graph-scene.ts";
import type { GraphSettings } from "./graph-settings.ts";
import { GraphSlider } from "./graph-slider.tsx";
import { HiddenLinks, HiddenSegments } from "./hidden-lists.tsx";
import { HOPS, HopsChoice } from "./hops-choice.tsx";
import type { Picture } from "./use-picture.ts";
import "./graph-bar.css";

interface GraphBarProps {
  readonly picture: Picture;
  readonly scene: GraphScene;
  readonly settings: GraphSettings;
  readonly onSettings: (change: Partial<GraphSettings>) => void;
  /** The segment that is selected: where hops start. */
  readonly selectedId: number | null;
  /** What the next segments are chosen for. */
  readonly asking: "why-not" | "paths" | null;
  readonly isWhyNot: boolean;
  readonly onAsk: (what: "why-not" | "paths") => void;
  readonly onFound: (id: number) => void;
  readonly onFit: () => void;
  readonly onSave: (format: GraphFileFormat) => void;
}

/** What is drawn of the graph, and how. What does not fit moves into the menu at the right. */
export function GraphBar(props: GraphBarProps) {
  const { picture, scene, settings, onSettings, selectedId, asking } = props;
  const { graph, selection } = picture;
  const isGraph = settings.view === "graph";
  const hidden = graph.nodes.filter(({ id }) => settings.hidden.includes(id));
  const focusOf = (hops: number | null) => {
    const segment = selectedId ?? settings.focus?.segment ?? null;
    onSettings({ focus: hops === null || segment === null ? null : { segment, hops } });
  };
  const canFocus = selectedId !== null || settings.focus !== null;
  return (
    <header class="view-bar graph-bar">
      <h1>Graph</h1>
      <GraphSlider
        name="Segments"
        noun="segments"
        percent={selection.segmentsPercent}
        shown={selection.nodeCounts.shown}
        all={selection.nodeCounts.all}
        onChange={(segmentsPercent) => onSettings({ segmentsPercent })}
        testId="graph-segments"
      >
        <HiddenSegments selection={selection} settings={settings} onSettings={onSettings} />
      </GraphSlider>
      <GraphSlider
        name="Links"
        noun="links"
        percent={selection.linksPercent}
        shown={selection.links.length}
        all={linksInAll(picture)}
        onChange={(linksPercent) => onSettings({ linksPercent })}
        testId="graph-links"
      >
        <HiddenLinks selection={selection} settings={settings} onSettings={onSettings} />
      </GraphSlider>
      <button
        type="button"
        class="graph-toggle"
        aria-pressed={settings.reduction}
        title="Leave out links that others imply"
        data-testid="graph-reduced"
        onClick={() => onSettings({ reduction: !settings.reduction })}
      >
        <Icon name="check" />
        Reduced
      </button>
      <span class="graph-rule graph-roomy" />
      <div class="graph-roomy">
        <FindBox
          scene={scene}
          hidden={hidden}
          onFound={props.onFound}
          onHidden={(ids) => onSettings({ hidden: [...new Set(ids)] })}
        />
      </div>
      <button
        type="button"
        class="button"
        aria-pressed={asking === "paths" || settings.between !== null}
        title="Only what lies between two segments"
        onClick={() => (settings.between === null ? props.onAsk("paths") : onSettings({ between: null }))}
      >
        Paths…
      </button>
      <div class="graph-roomy">
        <HopsChoice hops={settings.focus?.hops ?? null} isPossible={canFocus} onChange={focusOf} />
      </div>
      <button
        type="button"
        class="button"
        aria-pressed={asking === "why-not" || props.isWhyNot}
        title="Why does no relation hold between two segments? Y"
        data-testid="graph-why-not"
        onClick={() => props.onAsk("why-not")}
      >
        Why not?
      </button>
      <span class="view-bar-space" />
      {isGraph && (
        <button
          type="button"
          class="button button-icon button-quiet"
          aria-label="Fit everything into the view"
          title="Fit F"
          onClick={props.onFit}
        >
          <Icon name="fit" />
        </button>
      )}
      <button
        type="button"
        class="button"
        aria-pressed={!isGraph}
        aria-label="Table"
        title="Table T"
        data-testid="graph-table"
        onClick={() => onSettings({ view: isGraph ? "table" : "graph" })}
      >
        <Icon name="table" />
        <span class="graph-table-name">Table</span>
      </button>
      <Menu
        label="More about the graph"
        buttonClass="button graph-more"
        testId="graph-more"
        button={
          <>
            <Icon name="export" />
            <Icon name="down" />
          </>
        }
        items={moreItems(props, hidden.length, canFocus, focusOf)}
      />
    </header>
  );
}

/** Lines that the slider ranges over: those drawn and those it leaves out. */
function linksInAll({ selection }: Picture): number {
  const { links, linksPercent, linkCounts } = selection;
  if (linksPercent > 0) return Math.max(links.length, Math.round((100 * links.length) / linksPercent));
  return Object.values(linkCounts).reduce((sum, { limited }) => sum + limited, 0);
}

function moreItems(
  { settings, onSettings, onSave, selectedId }: GraphBarProps,
  hidden: number,
  canFocus: boolean,
  focusOf: (hops: number | null) => void,
): MenuItem[] {
  const save = GRAPH_FORMATS.map(
    ({ format, note }): MenuItem => ({
      id: format,
      name: `Save as ${format === "graphml" ? "GraphML" : format.toUpperCase()}`,
      note,
      run: () => onSave(format),
    }),
  );
  const hops = HOPS.map(
    ({ name, hops: value }): MenuItem => ({
      id: `hops-${name}`,
      name: value === null ? "All hops" : `${name} hop${value === 1 ? "" : "s"} around the segment`,
      isChosen: (settings.focus?.hops ?? null) === value,
      isDisabled: value !== null && !canFocus,
      run: () => focusOf(value),
    }),
  );
  return [
    ...save,
    {
      id: "ordinals",
      name: "Repeats as one segment",
      note: "×k",
      isChosen: settings.foldOrdinals,
      run: () => onSettings({ foldOrdinals: !settings.foldOrdinals }),
    },
    ...hops,
    {
      id: "hide",
      name: "Hide the selected segment",
      isDisabled: selectedId === null,
      run: () => selectedId !== null && onSettings({ hidden: [...new Set([...settings.hidden, selectedId])] }),
    },
    {
      id: "unhide",
      name: "Show hidden segments",
      note: formatCount(hidden),
      isDisabled: hidden === 0,
      run: () => onSettings({ hidden: [] }),
    },
    {
      id: "hypotheses",
      name: "All hypotheses, refuted ones too",
      run: () => onSettings({ view: "hypotheses" }),
    },
  ];
}
