import { useEffect, useState } from "preact/hooks";
import type { Workspace } from "../../app/workspace.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { filterWords } from "../../core/present/filter-words.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { filterNames } from "./filter-chips.tsx";
import "./empty-filter.css";

interface Alone {
  /** Position among the terms. */
  readonly at: number;
  readonly words: string;
  /** Requests that this term alone keeps; null while they are counted, or if that failed. */
  readonly requests: number | null;
}

/** Nothing is left: which term did it, what each alone would leave, and the buttons that undo it. */
export function EmptyFilter({ workspace }: { readonly workspace: Workspace }) {
  const { filter } = workspace.shown.value;
  const alone = useAlone(workspace, filter);
  const none = alone.filter(({ requests }) => requests === 0);
  const without = (at: number) => workspace.setTerms(workspace.terms.filter((_, other) => other !== at));
  return (
    <section class="empty-filter" aria-labelledby="empty-filter-title" data-testid="empty-filter">
      <h1 id="empty-filter-title">No request matches {allOf(alone.length)}.</h1>
      {alone.length > 1 && (
        <dl aria-live="polite">
          {alone.map(({ words, requests }) => (
            <div key={words}>
              <dt>{words}</dt>
              <dd>
                {requests === null ? "counting" : `alone leaves ${requests === 0 ? "none" : formatCount(requests)}`}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p class="empty-filter-actions">
        {(none.length > 0 ? none : alone).map(({ at, words }) => (
          <button key={words} type="button" class="button" onClick={() => without(at)}>
            Drop {words}
          </button>
        ))}
        {alone.length > 1 && (
          <button type="button" class="button" onClick={() => workspace.setTerms([])}>
            Remove all filters
          </button>
        )}
      </p>
    </section>
  );
}

/** Requests are left, but none of the class on screen: where they are. */
export function EmptyClass({ workspace, present }: { readonly workspace: Workspace; readonly present: ClassReport }) {
  const { classes } = workspace.shown.value.report;
  const others = classes.filter(({ requests }) => requests > 0).sort((a, b) => b.requests - a.requests);
  return (
    <section class="empty-filter" aria-labelledby="empty-class-title" data-testid="empty-class">
      <h1 id="empty-class-title">
        No request of class {present.name} matches {allOf(workspace.terms.length)}.
      </h1>
      <p class="empty-filter-actions">
        {others.slice(0, MOST_CLASSES).map(({ id, name, requests }) => (
          <button key={id} type="button" class="button" onClick={() => workspace.go({ classId: id })}>
            Show {name}, {formatCountOf(requests, "request")}
          </button>
        ))}
        <button type="button" class="button" onClick={() => workspace.setTerms([])}>
          Remove {workspace.terms.length === 1 ? "the filter" : "all filters"}
        </button>
      </p>
    </section>
  );
}

const MOST_CLASSES = 3;

/** "the filter", "both filters", "all three filters". */
function allOf(filters: number): string {
  if (filters === 1) return "the filter";
  return filters === 2 ? "both filters" : `all ${NUMBERS[filters] ?? filters} filters`;
}

const NUMBERS: readonly string[] = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** What each term alone would leave, asked one after the other: each is an analysis. */
function useAlone(workspace: Workspace, filter: string): readonly Alone[] {
  const names = filterNames(workspace);
  const { terms } = workspace;
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const abort = new AbortController();
    setCounts(new Map());
    const count = async () => {
      if (terms.length < 2) return;
      for (const term of terms) {
        const report = await workspace.questions.filtered({ terms: [term] }, () => {}, abort.signal);
        if (abort.signal.aborted) return;
        setCounts((known) => new Map(known).set(filterWords(term, names), report.requests));
      }
    };
    // The counts are an addition: what emptied the set can be undone without them.
    count().catch(() => {});
    return () => abort.abort();
  }, [filter]);
  return terms.map((term, at) => {
    const words = filterWords(term, names);
    return { at, words, requests: counts.get(words) ?? null };
  });
}
