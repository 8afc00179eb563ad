import type { FilterTerm } from "../../core/analysis/request-filter.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import type { PairReport } from "../../core/present/pair-report.ts";
import type { SupportColumn } from "../../core/present/support-columns.ts";
import { EvidenceSection } from "./drawer-frame.tsx";
import type { EvidenceContext } from "./evidence-context.ts";

const MOST_VALUES = 4;
/** Values of which none stands behind so much of the support are only counted. */
const WORTH_LISTING = 0.02;

interface SupportListProps {
  readonly context: EvidenceContext;
  readonly report: PairReport;
}

/** Who is behind the support: hosts, minutes, and the columns that the mapping keeps. */
export function SupportList({ context, report }: SupportListProps) {
  const { support, behind } = report;
  const columns = behind.filter(({ distinct, kind }) => distinct > 0 && kind !== "minute");
  if (support === 0 || columns.length === 0) return null;
  const minutes = behind.find(({ kind }) => kind === "minute");
  return (
    <EvidenceSection title="Who is behind it" note={formatCountOf(support, "supporting request")}>
      {minutes !== undefined && minutes.distinct > 0 && (
        <p class="ev-bound ev-first">
          They began in {minutes.isCut ? "at least " : ""}
          {formatCountOf(minutes.distinct, "different minute")}.
        </p>
      )}
      {columns.map((column) => (
        <Column key={`${column.kind} ${column.name}`} context={context} column={column} support={support} />
      ))}
    </EvidenceSection>
  );
}

interface ColumnProps {
  readonly context: EvidenceContext;
  readonly column: SupportColumn;
  readonly support: number;
}

function Column({ context, column, support }: ColumnProps) {
  const { name, distinct, isCut, top } = column;
  const isSpread = distinct > MOST_VALUES && (top[0]?.requests ?? 0) < WORTH_LISTING * support;
  const count = `${isCut ? "at least " : ""}${formatCountOf(distinct, "value")}`;
  if (isSpread) {
    return (
      <p class="ev-bound">
        <span class="ev-column">{name}</span> {count}, none in more than{" "}
        {formatCountOf(top[0]?.requests ?? 0, "request")}
      </p>
    );
  }
  return (
    <div class="ev-behind">
      <h4>
        <span class="ev-column">{name}</span> {count}
      </h4>
      <ul>
        {top.slice(0, MOST_VALUES).map(({ value, requests }) => (
          <li key={value}>
            <span class="ev-value" title={value}>
              {value === "" ? "(empty)" : value}
            </span>
            <svg class="ev-share" width="100%" height="6" aria-hidden="true">
              <rect width={`${Math.min(1, requests / support) * 100}%`} height="6" />
            </svg>
            <span class="ev-count">{formatCount(requests)}</span>
            <FilterButtons context={context} term={termOf(column, value)} name={`${name} ${value}`} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function termOf({ kind, name }: SupportColumn, value: string): Extract<FilterTerm, { readonly has: boolean }> {
  if (kind === "host") return { on: "host", has: true, values: [value] };
  return { on: "attribute", has: true, name, values: [value] };
}

interface FilterButtonsProps {
  readonly context: EvidenceContext;
  readonly term: Extract<FilterTerm, { readonly has: boolean }>;
  readonly name: string;
}

/** Keeps the requests with something, or leaves them out. */
export function FilterButtons({ context, term, name }: FilterButtonsProps) {
  const { workspace } = context;
  return (
    <span class="ev-filter">
      <button
        type="button"
        class="link"
        title={`Only requests with ${name}`}
        aria-label={`Only requests with ${name}`}
        onClick={() => workspace.addTerm({ ...term, has: true })}
      >
        only
      </button>
      <button
        type="button"
        class="link"
        title={`Without requests with ${name}`}
        aria-label={`Without requests with ${name}`}
        onClick={() => workspace.addTerm({ ...term, has: false })}
      >
        not
      </button>
    </span>
  );
}
