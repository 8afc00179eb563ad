import { useState } from "preact/hooks";
import type { DatabaseState, TableState } from "../../app/database.ts";
import { formatCount, formatShare } from "../../core/present/number-format.ts";
import { Icon } from "../shared/icon.tsx";
import { useRoving } from "../shared/use-roving.ts";
import { columnDetail } from "./schema-words.ts";

interface SchemaPanelProps {
  readonly tables: readonly TableState[];
  readonly database: DatabaseState;
  /** Puts a name at the cursor of the editor. */
  readonly onName: (name: string) => void;
}

/** Tables and columns with what they mean; a click on a column puts its name into the statement. */
export function SchemaPanel({ tables, database, onName }: SchemaPanelProps) {
  const [wanted, setWanted] = useState("");
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(["request"]));
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = tables.flatMap((table) => {
    const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
    const isWhole = words.length === 0 || has(table.name);
    const columns = isWhole
      ? table.columns
      : table.columns.filter(({ name, meaning }) => has(`${table.name} ${name} ${meaning}`));
    if (columns.length === 0) return [];
    return [{ table, columns, isOpen: words.length === 0 ? open.has(table.name) : !isWhole || open.has(table.name) }];
  });
  const roving = useRoving(shown.reduce((count, { columns, isOpen }) => count + 1 + (isOpen ? columns.length : 0), 0));
  let position = 0;
  const toggle = (name: string) => {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    setOpen(next);
  };
  return (
    <>
      <label class="sql-find">
        <Icon name="search" />
        <input
          class="input"
          type="search"
          placeholder="Find a table or column"
          aria-label="Find a table or column"
          value={wanted}
          onInput={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      </label>
      <h2>Tables</h2>
      {tables.length === 0 && <p class="sql-note">There are none yet.</p>}
      {tables.length > 0 && shown.length === 0 && <p class="sql-note">No table or column is named so.</p>}
      <ul class="sql-schema" data-testid="sql-schema" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
        {shown.map(({ table, columns, isOpen }) => (
          <li key={table.name}>
            <button
              type="button"
              class="sql-table"
              data-rove
              tabIndex={roving.tabIndex(position++)}
              aria-expanded={isOpen}
              title={table.meaning}
              onClick={() => toggle(table.name)}
            >
              <Icon name="next" />
              <strong>{table.name}</strong>
              <span>{formatCount(table.rowCount)}</span>
            </button>
            {isOpen && (
              <>
                <p class="sql-meaning">
                  {table.meaning} {extentOf(table, database)}
                </p>
                <ul>
                  {columns.map((column) => (
                    <li key={column.name}>
                      <button
                        type="button"
                        class="sql-column"
                        data-rove
                        tabIndex={roving.tabIndex(position++)}
                        title={`${column.meaning}. Click to put the name into the statement.`}
                        onClick={() => onName(identifier(column.name))}
                      >
                        <span class="sql-column-name">{column.name}</span>
                        <span class="sql-column-type">{columnDetail(column)}</span>
                        <span class="sql-column-meaning">{column.meaning}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
      <p class="sql-note">
        Statements cannot change these tables. Temporary tables and views are yours until the page is closed; nothing is
        kept.
      </p>
    </>
  );
}

/** Whether a table holds everything. */
function extentOf({ mayBeSample }: TableState, database: DatabaseState): string {
  if (!mayBeSample) return "";
  if (database.name !== "ready") return "Still being filled.";
  const { partitions, ofPartitions } = database;
  if (partitions >= ofPartitions) return "Complete.";
  return `A sample: ${formatShare(partitions / ofPartitions)} of the requests, the same on any machine.`;
}

function identifier(name: string): string {
  return /^[a-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
