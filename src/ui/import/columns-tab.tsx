import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { ZoneTable } from "../../core/log/source-plan.ts";
import type { TriedLine } from "../../core/log/text/pattern-trial.ts";
import { changeRow } from "../../core/present/mapping-rows.ts";
import { columnOfPattern, patternsOf, withProposal } from "../../core/present/pattern-editing.ts";
import type { PlanQuestion } from "../../core/present/plan-questions.ts";
import { tintOf } from "../../core/present/preview-cells.ts";
import { readingsOf } from "../../core/present/reading-words.ts";
import type { ZoneChoice } from "../../core/present/zone-choices.ts";
import { ColumnTable } from "./column-table.tsx";
import {
  basePlan,
  type MappingFile,
  readingOf,
  withAnswer,
  withFields,
  withPattern,
  withReading,
} from "./mapping-file.ts";
import { PatternPanel } from "./pattern-panel.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { QuestionList } from "./question-list.tsx";
import { ReadAs } from "./read-as.tsx";
import { RoleMenu, type RoleQuestion } from "./role-menu.tsx";
import { type OnTryPattern, usePattern } from "./use-pattern.ts";
import type { TrialState, useTrials } from "./use-trials.ts";

/** Asks the workers about patterns and zones. */
export interface ReadingTools {
  readonly onTryPattern: OnTryPattern;
  /** A pattern for lines like this one, null if none is found. */
  readonly onPropose: (line: string) => Promise<string | null>;
  /** The offsets of a zone over the time of a file, null if there is no such zone. */
  readonly onZone: (file: MappingFile["inspected"]["file"], name: string) => Promise<ZoneTable | null>;
}

interface ColumnsTabProps {
  readonly file: MappingFile;
  readonly questions: readonly PlanQuestion[];
  readonly state: TrialState | null;
  readonly effects: ReturnType<ReturnType<typeof useTrials>["effects"]>;
  readonly tools: ReadingTools;
  /** The pattern is to be edited at once. */
  readonly isFixing: boolean;
  /** Changes the file as it stands when that is carried out. */
  readonly onChange: (change: (file: MappingFile) => MappingFile) => void;
}

/** How the lines of a file are read, and which of their fields plays which role. */
export function ColumnsTab({ file, questions, state, effects, tools, isFixing, onChange }: ColumnsTabProps) {
  const [asked, setAsked] = useState<RoleQuestion | null>(null);
  const [isAsTable, setAsTable] = useState(false);
  const plan = basePlan(file);
  const { detection } = file.inspected;
  const patterns = plan === null ? [] : patternsOf(plan);
  const setRole = (rowIndex: number, role: RoleQuestion["role"]) =>
    onChange((before) => ({ ...before, rows: changeRow(before.rows, rowIndex, { role }) }));
  const chooseZone = async (code: string, { name, minutes }: ZoneChoice) => {
    const zone = minutes ?? (await tools.onZone(file.inspected.file, name));
    if (zone !== null) onChange((before) => withAnswer(before, code, { assume: { zone } }));
  };
  const switches = patterns.length > 0 && (
    <>
      <button type="button" class="button" aria-pressed={!isAsTable} onClick={() => setAsTable(false)}>
        Lines
      </button>
      <button type="button" class="button" aria-pressed={isAsTable} onClick={() => setAsTable(true)}>
        Table
      </button>
    </>
  );
  return (
    <>
      <QuestionList
        questions={questions}
        onAnswer={(code, revision) => onChange((before) => withAnswer(before, code, revision))}
        onZone={(code, choice) => void chooseZone(code, choice)}
      />
      {detection !== null && (
        <ReadAs
          readings={readingsOf(detection)}
          chosen={file.reading}
          onChoose={(reading) => onChange((before) => withReading(before, reading))}
        />
      )}
      {plan !== null && patterns.length > 0 && !isAsTable ? (
        <PatternSide
          file={file}
          clocks={state?.trial?.clocks ?? []}
          tools={tools}
          action={switches}
          isFixing={isFixing}
          onAsk={setAsked}
          onChange={onChange}
        />
      ) : (
        <PreviewPanel file={file} state={state} effects={effects} action={switches} onRole={setRole} onAsk={setAsked} />
      )}
      <ColumnTable file={file} effects={effects} onChange={(changed) => onChange(() => changed)} />
      {asked !== null && <RoleMenu question={asked} onRole={setRole} onClose={() => setAsked(null)} />}
    </>
  );
}

interface PatternSideProps {
  readonly file: MappingFile;
  readonly clocks: readonly (string | null)[];
  readonly tools: ReadingTools;
  readonly action: ComponentChildren;
  readonly isFixing: boolean;
  readonly onAsk: (question: RoleQuestion) => void;
  readonly onChange: ColumnsTabProps["onChange"];
}

/** The patterns of a file that has some, on its lines. */
function PatternSide({ file, clocks, tools, action, isFixing, onAsk, onChange }: PatternSideProps) {
  const [id, setId] = useState("own");
  const plan = basePlan(file);
  const patterns = plan === null ? [] : patternsOf(plan);
  const shown = patterns.find((pattern) => pattern.id === id) ?? patterns[0];
  const { place, text } = shown;
  const columnOf = (field: string) => (plan === null ? null : columnOfPattern(plan, place, field));
  const rowOf = (field: string) => {
    const column = columnOf(field);
    const uses = file.rows.flatMap((row, at) => (row.column === column ? [at] : []));
    return uses.find((at) => file.rows[at].role !== "ignore") ?? uses[0] ?? -1;
  };
  const state = usePattern(
    file.inspected.file,
    plan ?? { format: "text", compression: "none" },
    place,
    text,
    tools.onTryPattern,
    (columns, tried) => onChange((before) => withFields(before, shown.id, tried, columns)),
  );
  const edit = (to: string) => onChange((before) => withPattern(before, place, to));
  const propose = async ({ text: line, kind }: TriedLine) => {
    const proposal = await tools.onPropose(line);
    if (proposal !== null && plan !== null) edit(withProposal(plan, place, proposal, kind === "none"));
    return proposal !== null;
  };
  const reading = readingOf(file);
  return (
    <PatternPanel
      patterns={patterns}
      shown={shown}
      onShow={setId}
      original={(reading && patternsOf(reading.plan).find((one) => one.id === shown.id)?.text) ?? null}
      state={state}
      tintOf={(field) => (rowOf(field) < 0 ? null : tintOf(file.rows[rowOf(field)].role))}
      clocks={place.part === "own" ? clocks : []}
      action={action}
      isFixing={isFixing}
      onToken={(field, value, anchor) => {
        const rowIndex = rowOf(field);
        const { column, role } = file.rows[rowIndex];
        onAsk({ rowIndex, column, value, role, anchor });
      }}
      onEdit={edit}
      onPropose={propose}
    />
  );
}
