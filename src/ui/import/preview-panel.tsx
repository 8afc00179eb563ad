import type { ComponentChildren } from "preact";
import type { MappingEffect } from "../../core/present/mapping-effect.ts";
import type { MappingRole } from "../../core/present/mapping-rows.ts";
import { ROLE_NAMES } from "../../core/present/mapping-rows.ts";
import { type PreviewCell, type PreviewColumn, previewColumns } from "../../core/present/preview-cells.ts";
import { Notice } from "../shared/notice.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { basePlan, type MappingFile } from "./mapping-file.ts";
import type { RoleQuestion } from "./role-menu.tsx";
import type { TrialState } from "./use-trials.ts";

interface PreviewPanelProps {
  readonly file: MappingFile;
  readonly state: TrialState | null;
  /** Per row of the mapping, null while not known. */
  readonly effects: readonly MappingEffect[] | null;
  readonly action?: ComponentChildren;
  readonly onRole: (rowIndex: number, role: MappingRole) => void;
  /** A value was clicked. */
  readonly onAsk: (question: RoleQuestion) => void;
}

/** The first records as they are written, each value in the tint of its role; a column's head or any value changes it. */
export function PreviewPanel({ file, state, effects, action, onRole, onAsk }: PreviewPanelProps) {
  const trial = state?.trial ?? null;
  const ask = (column: PreviewColumn, { token }: PreviewCell, anchor: HTMLElement) => {
    if (column.rowIndex < 0) return;
    onAsk({ rowIndex: column.rowIndex, column: column.name, value: token, role: column.role, anchor });
  };
  const clocks = trial?.clocks ?? [];
  const columns = trial === null ? [] : previewColumns(trial.preview, file.rows, effects);
  return (
    <Panel
      id="preview"
      title="Preview"
      note={columns.length === 0 ? "" : "first records; choose the role of a column at its head, or click a value"}
      action={action && <span class="import-switches">{action}</span>}
    >
      {state === null && <p class="panel-text quiet">Reading the first records</p>}
      {state?.message != null && state.rows === file.rows && state.plan === basePlan(file) && (
        <Notice tone="error">{state.message}</Notice>
      )}
      {trial !== null && (
        <TableScroll label="First records">
          <table class="preview-table" data-testid="preview">
            <caption class="hidden">First records of {file.inspected.file.name} with the role of each column</caption>
            <thead>
              <tr>
                {clocks.length > 0 && (
                  <th scope="col">
                    <span class="preview-column">time in UTC</span>
                  </th>
                )}
                {columns.map((column) => (
                  <th key={column.name} scope="col">
                    <span class="preview-column">{column.name}</span>
                    {column.rowIndex < 0 ? (
                      <span class="quiet">fixed by the format</span>
                    ) : (
                      <select
                        class={`preview-role role-${column.tint}`}
                        aria-label={`${column.name} is, in the preview`}
                        value={column.role}
                        onChange={(event) => onRole(column.rowIndex, event.currentTarget.value as MappingRole)}
                      >
                        {Object.entries(ROLE_NAMES).map(([role, name]) => (
                          <option key={role} value={role}>
                            {name}
                          </option>
                        ))}
                      </select>
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {trial.preview.rows.map((_, record) => (
                <tr key={record}>
                  {clocks.length > 0 && (
                    <td class="preview-clock" data-testid="preview-clock">
                      {clocks[record] ?? <em>not read</em>}
                    </td>
                  )}
                  {columns.map((column) => (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: a short cut by pointer to the control at the head.
                    <td
                      key={column.name}
                      tabIndex={-1}
                      onClick={(event) => ask(column, column.cells[record], event.currentTarget)}
                    >
                      <Cell cell={column.cells[record]} tint={column.tint} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Panel>
  );
}

function Cell({ cell, tint }: { readonly cell: PreviewCell; readonly tint: PreviewColumn["tint"] }) {
  const { before, token, after } = cell;
  return (
    <code>
      <span class="preview-plain">{before}</span>
      {token !== "" && <span class={`preview-token role-${tint}`}>{token}</span>}
      <span class="preview-plain">{after}</span>
    </code>
  );
}
