import { useState } from "preact/hooks";
import { unitsOfFormat } from "../../core/present/format-words.ts";
import { formatBytes, formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { hasSameTimes, linesWords, spanName, spanWords, zoneSource } from "../../core/present/reading-words.ts";
import { Icon } from "../shared/icon.tsx";
import { useRoving } from "../shared/use-roving.ts";
import { type FileGroup, type FileStanding, fileGroups, MANY_FILES, matchingFiles } from "./file-groups.ts";
import { formatWords, type MappingFile, presentPlan, readingOf } from "./mapping-file.ts";
import type { TrialState } from "./use-trials.ts";

interface FileListProps {
  readonly files: readonly MappingFile[];
  readonly standings: readonly FileStanding[];
  readonly shown: number;
  readonly latest: (at: number) => TrialState | null;
  /** Lines of a file that was read; null before. */
  readonly linesOf: (at: number) => number | null;
  readonly onShow: (at: number) => void;
}

/** A group as it stands in the list. */
interface ListedGroup extends FileGroup {
  /** Position of its first file, in sight or not: two groups can have one title. */
  readonly id: number;
  readonly isOpen: boolean;
}

/** All files as cards: arrows move among them, Enter opens; many of them are grouped and can be searched. */
export function FileList({ files, standings, shown, latest, linesOf, onShow }: FileListProps) {
  const [text, setText] = useState("");
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const isMany = files.length > MANY_FILES;
  const found = matchingFiles(files, text);
  const groups = fileGroups(files, standings)
    .map((group) => ({ ...group, id: group.members[0], members: group.members.filter((at) => found.has(at)) }))
    .filter(({ members }) => members.length > 0)
    .flatMap((group): ListedGroup[] => {
      const isOpen = opened.has(group.id);
      const own = { ...group, isOpen };
      if (group.members.length === 1 || !isOpen) return [own];
      const single = (at: number) => ({ id: at, title: files[at].inspected.file.name, members: [at], isOpen });
      return [own, ...group.members.map(single)];
    });
  const roving = useRoving(groups.length);
  return (
    <nav class="mapping-files" aria-label="Files">
      {isMany && (
        <div class="import-filter">
          <input
            class="input"
            type="search"
            aria-label="Files whose names contain"
            placeholder={`Find among ${formatCount(files.length)} files`}
            spellcheck={false}
            autocomplete="off"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
      )}
      <ul class="import-cards" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
        {groups.map((group, position) => {
          const [first] = group.members;
          const isGroup = group.members.length > 1;
          return (
            <li key={isGroup ? `group ${group.id}` : first}>
              <FileCard
                file={files[first]}
                title={isGroup ? `${formatCountOf(group.members.length, "file")} like ${group.title}` : group.title}
                bytes={group.members.reduce((sum, at) => sum + files[at].inspected.file.size, 0)}
                standing={standings[first]}
                state={latest(first)}
                lines={linesOf(first)}
                isCompact={isMany}
                isShown={isGroup ? !group.isOpen && group.members.includes(shown) : first === shown}
                isOpen={isGroup ? group.isOpen : null}
                tabIndex={roving.tabIndex(position)}
                onShow={() => {
                  if (!isGroup) return onShow(first);
                  const next = new Set(opened);
                  if (!group.members.includes(shown)) onShow(first);
                  else if (!next.delete(group.id)) next.add(group.id);
                  setOpened(next);
                }}
              />
            </li>
          );
        })}
      </ul>
      {groups.length === 0 && <p class="quiet import-none">No file is called so.</p>}
    </nav>
  );
}

interface FileCardProps {
  readonly file: MappingFile;
  readonly title: string;
  readonly bytes: number;
  readonly standing: FileStanding;
  readonly state: TrialState | null;
  /** Null before it was read. */
  readonly lines: number | null;
  readonly isCompact: boolean;
  readonly isShown: boolean;
  /** Of a group: whether its files stand below it; null of a file. */
  readonly isOpen: boolean | null;
  readonly tabIndex: 0 | -1;
  readonly onShow: () => void;
}

function FileCard(props: FileCardProps) {
  const { file, title, bytes, standing, state, lines, isCompact, isShown, isOpen, tabIndex, onShow } = props;
  const { detection, problem } = file.inspected;
  const reading = readingOf(file);
  const plan = presentPlan(file);
  const trial = state?.trial ?? null;
  // A trial looks at fewer records than the detection did: it tells the span only where stamps are read otherwise by now.
  const isTried = reading !== null && plan !== null && trial !== null && !hasSameTimes(plan, reading.plan);
  const span = reading === null ? null : spanWords(isTried ? trial.stampRangeNs : reading.stampRangeNs);
  const warnings = trial?.warnings ?? reading?.warnings ?? [];
  const zone = plan === null || reading === null ? null : zoneSource(plan, warnings, file.answered.has("T_NO_ZONE"));
  const extent = detection?.extent;
  const sampled = extent === undefined ? null : linesWords(extent);
  const shownLines = lines === null ? sampled : formatCount(lines);
  const facts = [
    // What was looked at are lines, whatever they hold.
    [lines === null || plan === null ? "lines" : unitsOfFormat(plan.format), isOpen === null ? shownLines : null],
    [isTried ? "sampled" : spanName(extent), isOpen === null ? span : null],
    ["zone", zone],
  ].filter((fact): fact is [string, string] => fact[1] !== null);
  return (
    <button
      type="button"
      class="mapping-card"
      data-rove
      tabIndex={tabIndex}
      aria-current={isShown ? "true" : undefined}
      aria-expanded={isOpen ?? undefined}
      onClick={onShow}
    >
      <span class="import-card-head">
        <strong class="mapping-card-name">{title}</strong>
        {isOpen !== null && <Icon name={isOpen ? "down" : "next"} />}
      </span>
      <span class="import-card-format">
        <span>{formatWords(file)}</span>
        {reading !== null && file.inspected.origin === "guess" && !isCompact && (
          <span class="quiet nowrap">confidence {reading.confidence.toFixed(2)}</span>
        )}
      </span>
      {!isCompact && facts.length > 0 && (
        <span class="import-facts">
          {facts.map(([name, value]) => (
            <span key={name}>
              <span class="quiet">{name}</span> <span>{value}</span>
            </span>
          ))}
        </span>
      )}
      {problem !== null && <span class="import-card-problem">{problem}</span>}
      <span class="mapping-card-foot">
        {formatBytes(bytes)}
        <span class={`mapping-card-state state-${standing.replace(" ", "-")}`}>
          {(standing === "decide" || standing === "check") && <Icon name="warning" />}
          {standing === "problem" && <Icon name="error" />}
          {standing === "ready" && <Icon name="check" />}
          {standing}
        </span>
      </span>
    </button>
  );
}
