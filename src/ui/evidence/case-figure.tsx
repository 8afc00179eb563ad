import { colorOf } from "../../core/present/component-colors.ts";
import { type CaseScene, caseScene } from "../../core/present/evidence-scene.ts";
import type { EvidencePair } from "../../core/present/evidence-sides.ts";
import { shortId } from "../../core/present/number-format.ts";
import type { EvidenceRequest } from "../../core/present/pair-report.ts";
import type { RelationKind } from "../../core/present/relation-rows.ts";
import type { EvidenceContext } from "./evidence-context.ts";
import { LogLines } from "./log-lines.tsx";

interface CaseFigureProps {
  readonly context: EvidenceContext;
  readonly relation: RelationKind;
  readonly pair: EvidencePair;
  readonly found: EvidenceRequest;
}

/** Rows of the plot, px: both sides, and the stretch that decides. */
const ROW = 22;
const BAR = 14;

/** One request drawn small: both sides on one axis, what decides between them, and its log lines. */
export function CaseFigure({ context, relation, pair, found }: CaseFigureProps) {
  const scene = caseScene(relation, found);
  return (
    <>
      {scene !== null && <ScenePlot scene={scene} pair={pair} context={context} id={found.id} />}
      <LogLines context={context} lines={scene?.lines ?? found.events} />
      <p class="ev-bound">
        {scene?.isViolation && scene.isOneHost && "Same host, so no clock error can explain it. "}
        <button
          type="button"
          class="link"
          onClick={() => context.workspace.go({ view: "requests", request: found.rank })}
        >
          Open the request
        </button>
      </p>
    </>
  );
}

interface ScenePlotProps {
  readonly scene: CaseScene;
  readonly pair: EvidencePair;
  readonly context: EvidenceContext;
  readonly id: string;
}

function ScenePlot({ scene, pair, context, id }: ScenePlotProps) {
  const percent = (share: number) => `${share * 100}%`;
  const base = 2 * ROW + 8;
  const { span } = scene;
  const middle = span.x + span.width / 2;
  const edge = middle > 0.7 ? "ev-tick-end" : middle < 0.3 ? "ev-tick-start" : "ev-tick";
  const anchorX = middle > 0.7 ? span.x + span.width : middle < 0.3 ? span.x : middle;
  const label = `Request ${shortId(id)}: ${pair[1].label} ${scene.text} for ${pair[0].label}`;
  return (
    <div class="ev-scene">
      <div class="ev-scene-names" aria-hidden="true">
        {pair.map((side, at) => (
          <span key={at} title={side.name}>
            {side.label}
          </span>
        ))}
      </div>
      <div class="ev-scene-plot">
        <svg class="ev-plot" width="100%" height={base + 20} role="img" aria-label={label}>
          {scene.bars.map(({ side, x, width, isPoint }, at) => {
            const y = side * ROW + 3;
            const color = `ev-${colorOf(context.colors, pair[side].component)}`;
            if (isPoint) {
              return <circle key={at} class={`ev-point ${color}`} cx={percent(x)} cy={y + BAR / 2} r="4" />;
            }
            return (
              <g key={at} class={color}>
                <rect class="ev-run" x={percent(x)} y={y} width={percent(width)} height={BAR} rx="2" />
                {/* Nothing that occurred disappears. */}
                <rect class="ev-run" x={percent(x)} y={y} width="1" height={BAR} />
              </g>
            );
          })}
          <line class="ev-axis" x1="0" x2="100%" y1={base + 0.5} y2={base + 0.5} />
          {[span.x, span.x + span.width].map((x, at) => (
            <line key={at} class="ev-cut" x1={percent(x)} x2={percent(x)} y1="0" y2={base} />
          ))}
          <line
            class={scene.isViolation ? "ev-span ev-span-against" : "ev-span"}
            x1={percent(span.x)}
            x2={percent(span.x + span.width)}
            y1={base - 3}
            y2={base - 3}
          />
          {scene.cutAt !== null && (
            <svg class="ev-plot" x={percent(scene.cutAt)} y={base - 6} aria-hidden="true">
              <rect class="ev-break-ground" x="-4" y="0" width="8" height="13" />
              <path class="ev-break" d="M-6 12L-2 0M2 12L6 0" />
            </svg>
          )}
          <text class={scene.isViolation ? `${edge} ev-text-against` : edge} x={percent(anchorX)} y={base + 16}>
            {scene.text}
          </text>
        </svg>
      </div>
    </div>
  );
}
