import type { Workspace } from "../../app/workspace.ts";
import type { FilterTerm } from "../../core/analysis/request-filter.ts";
import { type FilterNames, filterWords } from "../../core/present/filter-words.ts";
import { Icon } from "../shared/icon.tsx";
import { stretchWords } from "./strip-words.ts";

/** What the words of a filter name, of the whole dataset: a filter does not rename classes. */
export function filterNames({ whole }: Workspace): FilterNames {
  const classNames: string[] = [];
  for (const { id, name } of whole.report.classes) classNames[id] = name;
  return { classNames, originNs: whole.report.originNs };
}

/** A stretch of time without its dates, which the strip shows; everything else in full. */
function chipWords(term: FilterTerm, names: FilterNames): string {
  if (term.on !== "start" || term.fromNs === null || term.toNs === null) return filterWords(term, names);
  return `start ${stretchWords(names.originNs, term.fromNs, term.toNs)}`;
}

/** The terms of the filter: a click turns one round, the cross removes it. */
export function FilterChips({ workspace }: { readonly workspace: Workspace }) {
  const { terms } = workspace;
  if (terms.length === 0) return null;
  const names = filterNames(workspace);
  const replace = (at: number, by: readonly FilterTerm[]) =>
    workspace.setTerms(terms.flatMap((term, other) => (other === at ? by : [term])));
  return (
    <ul class="chips" aria-label="Filters: requests that are shown">
      {terms.map((term, at) => {
        const words = filterWords(term, names);
        const short = chipWords(term, names);
        return (
          <li key={words} class="chip" data-testid="filter-chip">
            {"has" in term ? (
              <button
                type="button"
                class="chip-words"
                title={`${words}. Click to ${term.has ? "leave these requests out" : "keep these requests"} instead.`}
                onClick={() => replace(at, [{ ...term, has: !term.has }])}
              >
                {short}
              </button>
            ) : (
              <span class="chip-words" title={words}>
                {short}
              </span>
            )}
            <button
              type="button"
              class="chip-remove"
              aria-label={`Remove filter ${words}`}
              onClick={() => replace(at, [])}
            >
              <Icon name="close" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
