import { type ComponentColors, colorOf } from "../../core/present/component-colors.ts";
import type { EvidencePair, EvidenceSide } from "../../core/present/evidence-sides.ts";
import { Swatch } from "../shared/swatch.tsx";

interface SideNameProps {
  readonly side: Pick<EvidenceSide, "component" | "task" | "label" | "name">;
  readonly colors: ComponentColors;
}

/** "■ task label": the task in lighter ink. */
export function SideName({ side, colors }: SideNameProps) {
  const { component, task, label, name } = side;
  return (
    <span class="ev-side" title={name}>
      <Swatch color={colorOf(colors, component)} />
      <span class="ev-side-name">
        {task !== "" && <span class="ev-side-task">{task} </span>}
        {label}
      </span>
    </span>
  );
}

interface PairNameProps {
  readonly pair: EvidencePair;
  readonly symbol: string;
  readonly verb: string;
  readonly colors: ComponentColors;
}

/** Both sides with the sign of their relation between them. */
export function PairName({ pair: [from, to], symbol, verb, colors }: PairNameProps) {
  return (
    <>
      <h2 class="ev-pair">
        <SideName side={from} colors={colors} />
        {/* Where there is no room beside the first, the sign goes with the second. */}
        <span class="ev-second">
          <span class="ev-symbol" aria-hidden="true">
            {symbol}
          </span>
          <span class="hidden">{verb}</span>
          <SideName side={to} colors={colors} />
        </span>
      </h2>
      <Stretches sides={[from, to]} />
    </>
  );
}

/** Segments between two points are called by the second: says where they begin. */
export function Stretches({ sides }: { readonly sides: readonly EvidenceSide[] }) {
  const known = sides.filter(({ since }) => since !== null);
  if (known.length === 0) return null;
  return (
    <p class="ev-stretches">
      {known.map(({ label, since }, at) => (
        <span key={label}>
          {at > 0 && "; "}
          {label}: {at === 0 && "the stretch "}since {since}
        </span>
      ))}
    </p>
  );
}
