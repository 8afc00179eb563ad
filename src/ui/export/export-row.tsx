import type { ComponentChildren } from "preact";
import { formatBytes, formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import type { Packing } from "./use-packing.ts";

interface ExportRowProps {
  readonly name: string;
  readonly meaning: ComponentChildren;
  /** Null where rows are no measure. */
  readonly rows: number | null;
  /** Null while it is not known. */
  readonly bytes: number | null;
  readonly isEstimate?: boolean;
  readonly packing: Packing;
  /** Null while it cannot be saved. */
  readonly onSave: (() => void) | null;
}

/** A file that can be saved: what it holds, how much that is, and its button. */
export function ExportRow({ name, meaning, rows, bytes, isEstimate = false, packing, onSave }: ExportRowProps) {
  const isPacking = packing.name === name;
  return (
    <tr>
      <th scope="row">
        <span class="export-name">{name}</span>
        <span class="export-meaning">{meaning}</span>
      </th>
      <td class="number">{rows === null ? "" : formatCount(rows)}</td>
      <td class="number">
        {isPacking ? (
          <span role="status">{formatCountOf(packing.rows, "row")}</span>
        ) : bytes === null ? (
          <span class="quiet">–</span>
        ) : (
          `${isEstimate ? "≈ " : ""}${formatBytes(bytes)}`
        )}
      </td>
      <td class="export-action">
        {isPacking ? (
          <button type="button" class="button" onClick={packing.cancel}>
            Cancel
          </button>
        ) : (
          <button
            type="button"
            class="button"
            aria-label={`Save ${name}`}
            disabled={onSave === null || packing.name !== null}
            onClick={onSave ?? undefined}
          >
            <Icon name="save" />
            Save
          </button>
        )}
      </td>
    </tr>
  );
}

/** The head of a table of files. */
export function ExportHead() {
  return (
    <thead>
      <tr>
        <th scope="col">File</th>
        <th scope="col" class="number">
          Rows
        </th>
        <th scope="col" class="number">
          Size
        </th>
        <th scope="col">
          <span class="hidden">Save</span>
        </th>
      </tr>
    </thead>
  );
}
