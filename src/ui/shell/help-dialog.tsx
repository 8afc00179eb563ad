import { keyLabel } from "../../app/command-keys.ts";
import { COMMAND_GROUPS, type Command, type CommandContext } from "../../app/commands.ts";
import { STATUS_WORDS } from "../../core/present/relation-words.ts";
import { StatusMark } from "../result/status-mark.tsx";
import { DialogFrame } from "../shared/dialog-frame.tsx";
import type { Frame } from "./frame.ts";
import { BarMarks, LinkMarks } from "./help-marks.tsx";
import { ShieldText } from "./shield.tsx";
import "./help-dialog.css";

interface HelpDialogProps {
  readonly frame: Frame;
  readonly commands: readonly Command[];
  readonly context: () => CommandContext;
}

/** The keys that work in the present view, the marks and words, how logs are read, and how to check that nothing is sent. */
export function HelpDialog({ frame, commands, context }: HelpDialogProps) {
  if (!frame.isHelpOpen.value) return null;
  const close = () => {
    frame.isHelpOpen.value = false;
  };
  return (
    <DialogFrame id="help" title="Help" look="help" onClose={close}>
      <div class="help-columns">
        <section aria-labelledby="help-keys">
          <h2 id="help-keys">Keys {context().workspace !== null && "in this view"}</h2>
          <Keys commands={commands} context={context()} />
          <h2>How logs are read</h2>
          <p>
            Files dropped together are one dataset. What was taken for granted, such as a zone, stands in the strip
            above the result, and can be changed there.
          </p>
          <p>
            Every line is counted: as a record, part of one, blank, a duplicate, or rejected for a reason. Labels made
            of free text can be merged and split on the mapping screen.
          </p>
          <p>
            The recipe under Export holds everything that was decided. Dropped with other files, it decides the same of
            them.
          </p>
        </section>
        <section aria-labelledby="help-marks">
          <h2 id="help-marks">How to read it</h2>
          <h3>Graph</h3>
          <LinkMarks />
          <h3>One request</h3>
          <BarMarks />
        </section>
        <section aria-labelledby="help-words">
          <h2 id="help-words">How sure it is</h2>
          <dl class="help-statuses">
            {STATUS_WORDS.filter(({ status }) => status !== "vacuous").map(({ status, meaning }) => (
              <div key={status}>
                <dt>
                  <StatusMark status={status} /> {status}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <p>
            Every relation is a hypothesis that these logs could have refuted: n requests without a counterexample mean
            that it is violated in under 3/n of them (95 %). An order says what always came first, never why.
          </p>
          <h2>Nothing leaves this tab</h2>
          <ShieldText />
        </section>
      </div>
    </DialogFrame>
  );
}

function Keys({ commands, context }: { readonly commands: readonly Command[]; readonly context: CommandContext }) {
  const working = commands.filter((command) => command.keys.length > 0 && command.enabled(context));
  return (
    <>
      {COMMAND_GROUPS.map((group) => {
        const own = working.filter((command) => command.group === group);
        if (own.length === 0) return null;
        return (
          <div key={group}>
            <h3>{group}</h3>
            <dl class="help-keys">
              {own.map(({ id, name, keys }) => (
                <div key={id}>
                  <dt>{name}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{keyLabel(key)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        );
      })}
    </>
  );
}
