import { useEffect, useId, useRef, useState } from "preact/hooks";
import { keyLabel } from "../../app/command-keys.ts";
import type { Command, CommandContext } from "../../app/commands.ts";
import { modeOf, type SearchResult, searchResults } from "../../app/search-results.ts";
import type { Workspace } from "../../app/workspace.ts";
import { latest, useAnswer } from "../shared/answer.ts";
import { Icon } from "../shared/icon.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { FilterCount } from "./filter-count.tsx";
import type { Frame } from "./frame.ts";
import { resultGroups, SearchList } from "./search-list.tsx";
import "./omnibox.css";

interface OmniboxProps {
  readonly frame: Frame;
  readonly workspace: Workspace;
  readonly commands: readonly Command[];
  readonly context: () => CommandContext;
}

/** Names of each kind that are listed. */
const MOST_NAMES = 6;

/** One field for everything: names, commands, SQL, requests; and the filters that hold. */
export function Omnibox({ frame, workspace, commands, context }: OmniboxProps) {
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  /** Enter came before the names: what it chose is known with them. */
  const [isWanted, setWanted] = useState<"include" | "exclude" | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    frame.searchBox = (mode) => {
      type(mode);
      input.current?.focus();
    };
    return () => {
      frame.searchBox = null;
    };
  }, [frame]);

  const { mode, text } = modeOf(typed);
  const asks = (mode === "" || mode === "#") && text !== "";
  const classId = workspace.present.value?.id ?? -1;
  const answer = useAnswer(asks ? `${classId} ${text}` : "", async () =>
    asks ? workspace.questions.searchNames(text, classId, MOST_NAMES) : null,
  );
  const hits = asks ? latest(answer) : null;
  const results = isOpen ? searchResults(typed, { commands, context: context(), workspace, hits }) : [];
  const groups = resultGroups(results);
  const ordered = groups.flatMap((group) => group.results);
  const at = Math.min(chosen, ordered.length - 1);
  const isAsking = asks && answer.state === "asking";
  useEffect(() => {
    if (isWanted === null || isAsking) return;
    setWanted(null);
    choose(ordered[at], isWanted === "exclude");
  }, [isWanted, isAsking]);
  const optionId = (index: number) => `${id}-${index}`;

  function type(value: string): void {
    setTyped(value);
    setChosen(0);
    setWanted(null);
    setOpen(true);
  }

  function leave(): void {
    setTyped("");
    setWanted(null);
    setOpen(false);
    input.current?.blur();
  }

  function choose(result: SearchResult | undefined, other: boolean): void {
    if (result === undefined || !result.isEnabled) return;
    leave();
    if (other && result.runOther !== null) result.runOther();
    else result.run();
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const count = Math.max(1, ordered.length);
    if (event.key === "ArrowDown") {
      setOpen(true);
      setChosen(isOpen ? (at + 1) % count : 0);
    } else if (event.key === "ArrowUp") setChosen((Math.max(0, at) + count - 1) % count);
    else if (event.key === "Enter" && !event.isComposing) setWanted(event.shiftKey ? "exclude" : "include");
    else if (event.key === "Escape") leave();
    else if (event.key === "Backspace" && typed === "" && workspace.terms.length > 0)
      workspace.setTerms(workspace.terms.slice(0, -1));
    else return;
    event.preventDefault();
  };

  return (
    <search class="omni" aria-label="Search and filters">
      <Icon name="search" />
      <FilterChips workspace={workspace} />
      <input
        ref={input}
        class="omni-input"
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label="Search segments, requests, hosts and values"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && ordered.length > 0 ? optionId(at) : undefined}
        placeholder={workspace.terms.length === 0 ? "Find segments, requests, hosts, values" : "Add a filter"}
        value={typed}
        onInput={(event) => type(event.currentTarget.value)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <FilterCount workspace={workspace} />
      <span class="omni-keys" aria-hidden="true">
        {commands
          .filter(({ group }) => group === "Search")
          .map(({ id, keys }) => (
            <kbd key={id}>{keyLabel(keys[0])}</kbd>
          ))}
      </span>
      {isOpen && (
        <SearchList
          listId={`${id}-list`}
          optionId={optionId}
          groups={groups}
          chosen={at}
          state={stateText()}
          onChoose={choose}
        />
      )}
    </search>
  );

  function stateText(): string | null {
    if (answer.state === "failed" && asks) return `Names cannot be searched. ${answer.message}`;
    if (ordered.length > 0) return null;
    if (isAsking) return "Searching.";
    if (mode === "#") return text === "" ? "Type the beginning of a request id." : `No request id begins with ${text}.`;
    return `Nothing is called ${text}.`;
  }
}
