import { keyLabel } from "../../app/command-keys.ts";
import type { SearchResult } from "../../app/search-results.ts";

export interface ResultGroup {
  readonly name: string;
  /** Position of its first result in the whole list. */
  readonly first: number;
  readonly results: readonly SearchResult[];
}

/** Results by group, groups in the order of their first result. */
export function resultGroups(results: readonly SearchResult[]): ResultGroup[] {
  const byGroup = new Map<string, SearchResult[]>();
  for (const result of results) {
    const group = byGroup.get(result.group);
    if (group === undefined) byGroup.set(result.group, [result]);
    else group.push(result);
  }
  let first = 0;
  return [...byGroup].map(([name, own]) => {
    const group = { name, first, results: own };
    first += own.length;
    return group;
  });
}

interface SearchListProps {
  readonly listId: string;
  readonly optionId: (at: number) => string;
  readonly groups: readonly ResultGroup[];
  readonly chosen: number;
  /** What there is to say instead of results, null if there are some. */
  readonly state: string | null;
  readonly onChoose: (result: SearchResult, other: boolean) => void;
}

/** The list under the search box; the focus stays in the box. */
export function SearchList({ listId, optionId, groups, chosen, state, onChoose }: SearchListProps) {
  const hasFilters = groups.some(({ results }) => results.some(({ runOther }) => runOther !== null));
  return (
    <div class="omni-panel">
      <div id={listId} role="listbox" aria-label="Results" class="omni-list">
        {groups.map(({ name, first, results }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box is no set of fields.
          <div key={name} role="group" aria-label={name}>
            <div class="omni-group" aria-hidden="true">
              {name}
            </div>
            {results.map((result, at) => (
              <ResultOption
                key={result.id}
                id={optionId(first + at)}
                result={result}
                isChosen={first + at === chosen}
                onChoose={onChoose}
              />
            ))}
          </div>
        ))}
      </div>
      {state !== null && (
        <p class="omni-state" role="status">
          {state}
        </p>
      )}
      {hasFilters && (
        <p class="omni-hint">
          <kbd>⏎</kbd> keep requests with it <kbd>⇧ ⏎</kbd> leave them out
        </p>
      )}
    </div>
  );
}

interface ResultOptionProps {
  readonly id: string;
  readonly result: SearchResult;
  readonly isChosen: boolean;
  readonly onChoose: (result: SearchResult, other: boolean) => void;
}

function ResultOption({ id, result, isChosen, onChoose }: ResultOptionProps) {
  const { name, note, keyName, isEnabled } = result;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the search box keeps the focus and names the active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the search box.
    <div
      id={id}
      role="option"
      class="omni-option"
      aria-selected={isChosen}
      aria-disabled={!isEnabled}
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: "nearest" });
      }}
      // The box must not lose the focus before the click.
      onPointerDown={(event) => event.preventDefault()}
      onClick={(event) => onChoose(result, event.shiftKey)}
    >
      <span class="omni-name">{name}</span>
      {note !== "" && <span class="omni-note">{note}</span>}
      {keyName !== null && <kbd>{keyLabel(keyName)}</kbd>}
    </div>
  );
}
