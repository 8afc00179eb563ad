import { type Command, type CommandContext, LOG_OPEN } from "../../app/commands.ts";
import type { ReadyState } from "../../app/phase.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import { formatReadShare } from "../../core/present/summary-words.ts";
import { Icon } from "../shared/icon.tsx";
import { Menu } from "../shared/menu.tsx";
import { MiddleText } from "../shared/middle-text.tsx";

interface DatasetMenuProps {
  readonly state: ReadyState;
  readonly commands: readonly Command[];
  readonly context: () => CommandContext;
}

const IN_MENU: readonly string[] = [
  "open.files",
  "screen.log",
  "data.mapping",
  "data.classes",
  "data.remember",
  "data.recipes",
  "data.open",
  "open.export",
  "data.export",
];

/** Files that are listed; the others are counted. */
const MOST_FILES = 6;

/** The files on screen, and what can be done with them. */
export function DatasetMenu({ state, commands, context }: DatasetMenuProps) {
  const { files, report, cut } = state;
  const rest = files.length - MOST_FILES;
  const name = files.length === 1 ? files[0].name : formatCountOf(files.length, "file");
  return (
    <div class="popover-left">
      <Menu
        label={`Dataset: ${name}`}
        testId="dataset"
        buttonClass="top-chip"
        button={
          <>
            <Icon name="database" />
            <strong class="top-dataset">
              <MiddleText text={name} />
            </strong>
            <span class="top-count top-wide">{formatCountOf(report.requests, "request")}</span>
            {cut !== null && <span class="top-limit">{formatReadShare(cut)} read</span>}
            {report.sampled > 1 && <span class="top-limit">1 in {report.sampled}</span>}
            <Icon name="down" />
          </>
        }
        head={
          <>
            {files.slice(0, MOST_FILES).map((file, at) => (
              <div key={at}>
                {file.name}, {formatCountOf(file.report.counts.lines, "line")}
              </div>
            ))}
            {rest > 0 && <div>and {formatCountOf(rest, "other file")}</div>}
          </>
        }
        items={IN_MENU.flatMap((id) => {
          const command = commands.find((each) => each.id === id);
          if (command === undefined) return [];
          return {
            id,
            name: id === "screen.log" && context().workspace?.option(LOG_OPEN) != null ? "Close raw log" : command.name,
            keyName: command.keys[0],
            isDisabled: !command.enabled(context()),
            run: () => command.run(context()),
          };
        })}
      />
    </div>
  );
}
