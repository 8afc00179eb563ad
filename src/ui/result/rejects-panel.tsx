import { useSignal } from "@preact/signals";
import type { ReadyState } from "../../app/phase.ts";
import { formatCount, formatCountOf } from "../../core/present/number-format.ts";
import { warningWords } from "../../core/present/warning-words.ts";
import { PAGE_ROWS, Pager } from "../shared/pager.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";

interface RejectGroup {
  /** Position of the file among those read. */
  readonly fileAt: number;
  readonly file: string;
  readonly code: string;
  readonly count: number;
  readonly samples: ReadyState["files"][number]["report"]["rejects"][number]["samples"];
}

/** Records that were kept although something about them was odd, told below what was rejected. */
function KeptNotes({ state }: { readonly state: ReadyState }) {
  const rows = state.files.flatMap(({ name, report }) =>
    report.warnings.map(({ code, count }) => `${name}: ${formatCount(count)} ${warningWords(code)}`),
  );
  return rows.length === 0 ? null : (
    <Panel id="kept" title="Kept, with notes" note="read and counted, though something was odd" class="result-wide">
      <ul class="panel-list" data-testid="warnings">
        {rows.map((row) => (
          <li key={row}>{row}</li>
        ))}
      </ul>
    </Panel>
  );
}

/** What was odd about lines: those that could not be used, then those that were kept with a note. */
export function RejectsPanel({ state }: { readonly state: ReadyState }) {
  return (
    <>
      <Rejects state={state} />
      <KeptNotes state={state} />
    </>
  );
}

/** Lines that could not be used, by reason; nothing is dropped silently. */
function Rejects({ state }: { readonly state: ReadyState }) {
  const opened = useSignal<string | null>(null);
  const offset = useSignal(0);
  const groups = state.files
    .flatMap(({ name, report }, fileAt) =>
      report.rejects.map((reject): RejectGroup => ({ fileAt, file: name, ...reject })),
    )
    .sort((a, b) => b.count - a.count);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    return (
      <Panel id="rejects" title="Rejected" class="result-wide">
        <p class="panel-text">No line was rejected.</p>
      </Panel>
    );
  }
  return (
    <Panel
      id="rejects"
      title="Rejected"
      note={`${formatCountOf(total, "line")} by reason; nothing is dropped silently`}
      class="result-wide"
    >
      <TableScroll label="Rejected lines">
        <table class="table" data-testid="rejects">
          <caption class="hidden">Rejected lines by file and reason with samples</caption>
          <thead>
            <tr>
              <th scope="col" class="number">
                lines
              </th>
              <th scope="col">code</th>
              <th scope="col">reason</th>
              <th scope="col">line</th>
              <th scope="col">for example</th>
            </tr>
          </thead>
          <tbody>
            {groups.slice(offset.value, offset.value + PAGE_ROWS).flatMap((group) => {
              const key = `${group.fileAt} ${group.code}`;
              return groupRows(group, key, opened.value === key, () => {
                opened.value = opened.value === key ? null : key;
              });
            })}
          </tbody>
        </table>
      </TableScroll>
      <Pager
        what="reasons"
        total={groups.length}
        offset={offset.value}
        onOffset={(next) => {
          offset.value = next;
        }}
      />
    </Panel>
  );
}

/** A group shows its first sample; opened, as many more as a page holds. */
function groupRows(group: RejectGroup, key: string, isOpen: boolean, onToggle: () => void) {
  const samples = group.samples.slice(0, isOpen ? PAGE_ROWS : 1);
  const more = Math.min(group.samples.length, PAGE_ROWS) - 1;
  return samples.map(({ line, reason, sample }, at) => (
    <tr key={`${key} ${at}`} class={at > 0 ? "again" : ""}>
      {at === 0 ? (
        <th scope="row" class="number against">
          {formatCount(group.count)}
        </th>
      ) : (
        <td />
      )}
      <td>
        {at === 0 && `${group.code} `}
        {at === 0 && more > 0 && (
          <button type="button" class="link" aria-expanded={isOpen} onClick={onToggle}>
            {isOpen ? "fewer" : `${more} more`}
          </button>
        )}
      </td>
      <td class="reject-reason">{reason}</td>
      <td class="nowrap">
        {group.file}:{formatCount(line)}
      </td>
      <td class="reject-sample">
        <code>{sample}</code>
      </td>
    </tr>
  ));
}
