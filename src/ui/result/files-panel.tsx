import { useSignal } from "@preact/signals";
import type { ReadyState } from "../../app/phase.ts";
import { mixtureWords } from "../../core/present/format-words.ts";
import { formatBytes, formatCount, formatCountOf, formatShare } from "../../core/present/number-format.ts";
import { conservationSentence, isConserved } from "../../core/present/summary-words.ts";
import { Notice } from "../shared/notice.tsx";
import { PAGE_ROWS, Pager } from "../shared/pager.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";

/** Above this share of rejects the plan of a file is most likely wrong. */
const MANY_REJECTS = 0.2;

/** What became of every line of every file. */
export function FilesPanel({ state }: { readonly state: ReadyState }) {
  const offset = useSignal(0);
  const { files, skipped } = state;
  const bad = files.filter(({ report }) => report.counts.rejects > MANY_REJECTS * report.counts.lines);
  return (
    <Panel
      id="files"
      title="Files"
      note="lines (of traces: spans or events) = records + continuations + blank + duplicates + rejects"
      class="result-wide"
    >
      {bad.map(({ name, report }, at) => (
        <Notice key={at} tone="warning">
          {formatShare(report.counts.rejects / report.counts.lines)} of {name} was rejected: its roles or its format are
          probably not what was assumed.
        </Notice>
      ))}
      <TableScroll label="Files">
        <table class="table" data-testid="files">
          <caption class="hidden">Files that were read, with what became of their lines</caption>
          <thead>
            <tr>
              <th scope="col">file</th>
              <th scope="col">format</th>
              <th scope="col" class="number">
                size
              </th>
              {["lines", "records", "continuations", "blank", "duplicates", "rejects"].map((name) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {files
              .slice(offset.value, offset.value + PAGE_ROWS)
              .map(({ name, bytes, bytesRead, format, formats, report: { counts } }, at) => (
                <tr key={at} title={conservationSentence(counts)}>
                  <th scope="row">{name}</th>
                  <td>{formats === undefined ? format : mixtureWords(formats)}</td>
                  <td class="number">
                    {bytesRead < bytes && <span class="partial-mark">{formatBytes(bytesRead)} of </span>}
                    {formatBytes(bytes)}
                  </td>
                  <td class="number">
                    {formatCount(counts.lines)}
                    {!isConserved(counts) && <span class="against"> does not add up</span>}
                  </td>
                  <td class="number">{formatCount(counts.records)}</td>
                  <td class="number">{formatCount(counts.continuations)}</td>
                  <td class="number">{formatCount(counts.blank)}</td>
                  <td class="number">{formatCount(counts.duplicates)}</td>
                  <td class={counts.rejects > 0 ? "number against" : "number"}>{formatCount(counts.rejects)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </TableScroll>
      <Pager
        what="files"
        total={files.length}
        offset={offset.value}
        onOffset={(next) => {
          offset.value = next;
        }}
      />
      {skipped.length > 0 && (
        <div data-testid="skipped">
          <p class="panel-text">{formatCountOf(skipped.length, "file")} left out:</p>
          <ul class="panel-list">
            {skipped.slice(0, PAGE_ROWS).map(({ name, reason }, at) => (
              <li key={at}>
                <strong>{name}</strong> {reason}
              </li>
            ))}
          </ul>
          {skipped.length > PAGE_ROWS && (
            <p class="panel-text">and {formatCountOf(skipped.length - PAGE_ROWS, "other file")}.</p>
          )}
        </div>
      )}
    </Panel>
  );
}
