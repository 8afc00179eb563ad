import { formatCount } from "../../core/present/number-format.ts";

export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly title?: string;
}

/** Three large numbers in a row. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl class="ev-figures">
      {figures.map(({ name, value, title }) => (
        <div key={name} title={title}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface VerdictCounts {
  readonly support: number;
  readonly violations: number;
  readonly undecided: number;
}

/** Requests for a relation, against it, and those that cannot tell. */
export function VerdictFigures({ support, violations, undecided }: VerdictCounts) {
  return (
    <Figures
      figures={[
        { name: "supporting", value: formatCount(support) },
        { name: "against", value: formatCount(violations) },
        {
          name: "undecided",
          value: formatCount(undecided),
          title: "Requests in which stamps and clocks cannot tell",
        },
      ]}
    />
  );
}
