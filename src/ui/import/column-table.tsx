import { useState } from "preact/hooks";
import type { TimeUnit } from "../../core/log/source-plan.ts";
import { type MappingEffect, UNIT_NAMES } from "../../core/present/mapping-effect.ts";
import {
  changeRow,
  isTimeRole,
  type MappingRole,
  type MappingRow,
  ROLE_NAMES,
  unusedRow,
} from "../../core/present/mapping-rows.ts";
import { formatCountOf } from "../../core/present/number-format.ts";
import { Panel, TableScroll } from "../shared/panel.tsx";
import type { MappingFile } from "./mapping-file.ts";

interface ColumnTableProps {
  readonly file: MappingFile;
  /** What each row takes of the first records; null while that is tried. */
  readonly effects: readonly MappingEffect[] | null;
  readonly onChange: (file: MappingFile) => void;
}

/** The columns of one file with their examples and roles. */
export function ColumnTable({ file, effects, onChange }: ColumnTableProps) {
  const { rows, inspected } = file;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const setRows = (rows: readonly MappingRow[]) => onChange({ ...file, rows });
  const change = (at: number, part: Partial<MappingRow>) => setRows(changeRow(rows, at, part));
  const title = inspected.file.name;
  if (inspected.detection === null) {
    return (
      <Panel id="columns" title={title}>
        <p class="panel-text">{inspected.problem ?? "This file could not be read."}</p>
      </Panel>
    );
  }
  if (rows.length === 0) {
    return (
      <Panel id="columns" title={title}>
        <p class="panel-text">The structure of this format fixes every role: there is nothing to choose.</p>
      </Panel>
    );
  }
  const hasOutcome = rows.some(({ role }) => role === "outcome");
  return (
    <Panel id="columns" title={title} note={formatCountOf(new Set(rows.map(({ column }) => column)).size, "column")}>
      <TableScroll label="Columns and roles">
        <table class="table mapping-table">
          <caption class="hidden">Columns of {title} with examples and the role of each</caption>
          <thead>
            <tr>
              <th scope="col">column</th>
              <th scope="col">for example</th>
              <th scope="col">role</th>
              <th scope="col">part of the value</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => {
              const key = `${at}`;
              const isOpen = opened.has(key) || row.json !== "" || row.pattern !== "";
              return (
                <ColumnRow
                  key={key}
                  row={row}
                  effect={effects?.[at] ?? null}
                  isFirst={at === 0 || rows[at - 1].column !== row.column}
                  isOpen={isOpen}
                  onOpen={() => setOpened(new Set([...opened, key]))}
                  onChange={(part) => change(at, part)}
                  onAlso={() => setRows(rows.toSpliced(at + 1, 0, unusedRow(row.column, row.examples)))}
                />
              );
            })}
          </tbody>
        </table>
      </TableScroll>
      {hasOutcome && (
        <label class="panel-text check">
          <input
            type="checkbox"
            checked={file.outcomeInLabel}
            onChange={(event) => onChange({ ...file, outcomeInLabel: event.currentTarget.checked })}
          />
          The outcome becomes part of the label (“unfave 200”)
        </label>
      )}
    </Panel>
  );
}

interface ColumnRowProps {
  readonly row: MappingRow;
  readonly effect: MappingEffect | null;
  readonly isFirst: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onChange: (part: Partial<MappingRow>) => void;
  readonly onAlso: () => void;
}

function ColumnRow({ row, effect, isFirst, isOpen, onOpen, onChange, onAlso }: ColumnRowProps) {
  const units: TimeUnit[] = row.role === "duration" ? ["s", "ms", "us", "ns"] : ["iso", "s", "ms", "us", "ns"];
  if (row.unit === "stamp") units.push("stamp");
  return (
    <tr class={isFirst ? "" : "mapping-again"}>
      <th scope="row" class="mapping-name">
        {isFirst ? row.column : <span class="quiet">{row.column}, again</span>}
      </th>
      <td class="mapping-examples">
        {isFirst && row.examples.map((example) => <code key={example}>{example}</code>)}
        {isFirst && row.examples.length === 0 && <span class="quiet">always empty</span>}
      </td>
      <td>
        <select
          class={`select role-select role-select-${row.role}`}
          aria-label={`Role of ${row.column}`}
          value={row.role}
          onChange={(event) => onChange({ role: event.currentTarget.value as MappingRole })}
        >
          {Object.entries(ROLE_NAMES).map(([role, name]) => (
            <option key={role} value={role}>
              {name}
            </option>
          ))}
        </select>
        {isTimeRole(row.role) && (
          <select
            class="select"
            aria-label={`Unit of ${row.column}`}
            value={row.unit}
            onChange={(event) => onChange({ unit: event.currentTarget.value as TimeUnit })}
          >
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {UNIT_NAMES[unit]}
              </option>
            ))}
          </select>
        )}
      </td>
      <td class="mapping-part">
        {row.role !== "ignore" && isOpen && <PartEditor row={row} onChange={onChange} />}
        {row.role !== "ignore" && (
          <span class="mapping-part-buttons">
            {!isOpen && (
              <button
                type="button"
                class="button button-quiet"
                aria-label={`Cut out a part of ${row.column}`}
                onClick={onOpen}
              >
                Cut out…
              </button>
            )}
            <button
              type="button"
              class="button button-quiet"
              aria-label={`Use ${row.column} for another role as well`}
              onClick={onAlso}
            >
              Also use as…
            </button>
          </span>
        )}
        {row.role !== "ignore" && (isOpen || isTimeRole(row.role)) && effect !== null && (
          <Effect row={row} effect={effect} />
        )}
      </td>
    </tr>
  );
}

function PartEditor({
  row,
  onChange,
}: {
  readonly row: MappingRow;
  readonly onChange: (part: Partial<MappingRow>) => void;
}) {
  return (
    <span class="mapping-editor">
      <label>
        <span>JSON path</span>
        <input
          class="input"
          value={row.json}
          placeholder="ctx.trace.id"
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => onChange({ json: event.currentTarget.value.trim() })}
        />
      </label>
      <label>
        <span>Pattern</span>
        <input
          class="input"
          value={row.pattern}
          placeholder="rid=(\w+)"
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => onChange({ pattern: event.currentTarget.value })}
        />
      </label>
    </span>
  );
}

/** Values that are told; the preview has the others. */
const MOST_VALUES = 3;

/** What the row takes from the first records. */
function Effect({ row, effect }: { readonly row: MappingRow; readonly effect: MappingEffect }) {
  if (!effect.ok) {
    return (
      <span class="mapping-effect mapping-effect-bad" role="status">
        {effect.message}
      </span>
    );
  }
  if (effect.values.length === 0) return null;
  const values = [...new Set(effect.values)].slice(0, MOST_VALUES);
  return (
    <span class="mapping-effect" role="status">
      {row.role === "time" || row.role === "endTime" ? "read as " : "cuts out "}
      {values.map((value) => (value === null ? <em key="nothing">nothing</em> : <code key={value}>{value}</code>))}
    </span>
  );
}
