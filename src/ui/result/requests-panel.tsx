import { useSignal } from "@preact/signals";
import type { ReadyState } from "../../app/phase.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { RequestOrder } from "../../core/analysis/request-rows.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { columnUnit, formatCount, formatInUnit, shortId } from "../../core/present/number-format.ts";
import type { PageSession } from "../app-view.tsx";
import { latest, useAnswer } from "../shared/answer.ts";
import { Notice } from "../shared/notice.tsx";
import { Pager } from "../shared/pager.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { RequestDetailView } from "./request-detail-view.tsx";

interface RequestsPanelProps {
  readonly session: PageSession;
  readonly workspace: Workspace;
  readonly state: ReadyState;
  readonly present: ClassReport;
}

const ROWS = 25;

const ORDERS: readonly { readonly order: RequestOrder; readonly name: string }[] = [
  { order: "slowest", name: "slowest first" },
  { order: "fastest", name: "fastest first" },
  { order: "earliest", name: "earliest first" },
];

/** The requests of a class, and one of them in full. */
export function RequestsPanel({ session, workspace, state, present }: RequestsPanelProps) {
  const order = useSignal<RequestOrder>("slowest");
  const offset = useSignal(0);
  const { filter } = workspace.shown.value;
  const answer = useAnswer(`${order.value} ${offset.value} ${filter}`, () =>
    session.questions.requestPage(order.value, present.id, offset.value, ROWS, filter),
  );
  const page = latest(answer);
  const shown = workspace.view.value.request ?? page?.rows.at(0)?.rank ?? null;
  const show = (request: number | null) => workspace.go({ request });
  return (
    <Panel id="requests" title="Requests" note={`of ${present.name}`} class="result-wide">
      <div class="requests">
        <div class="requests-list">
          <label class="panel-text requests-order">
            <span>order</span>
            <select
              class="select"
              value={order.value}
              onChange={(event) => {
                order.value = event.currentTarget.value as RequestOrder;
                offset.value = 0;
                show(null);
              }}
            >
              {ORDERS.map(({ order, name }) => (
                <option key={order} value={order}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {answer.state === "failed" && <Notice tone="error">The list cannot be shown. {answer.message}</Notice>}
          {page !== null && page.total === 0 && <p class="panel-text">This class has no requests.</p>}
          {page !== null && page.total > 0 && <RequestTable rows={page.rows} shown={shown} onShow={show} />}
          <Pager
            what="requests"
            total={page?.total ?? 0}
            offset={offset.value}
            size={ROWS}
            onOffset={(next) => {
              offset.value = next;
              show(null);
            }}
          />
        </div>
        {shown !== null && <RequestDetailView key={shown} session={session} state={state} rank={shown} />}
      </div>
    </Panel>
  );
}

interface RequestTableProps {
  readonly rows: Awaited<ReturnType<PageSession["questions"]["requestPage"]>>["rows"];
  readonly shown: number | null;
  readonly onShow: (rank: number) => void;
}

function RequestTable({ rows, shown, onShow }: RequestTableProps) {
  const unit = columnUnit(rows.map(({ latencyNs }) => latencyNs));
  return (
    <TableScroll label="Requests">
      <table class="table">
        <caption class="hidden">Requests with latency, events and hosts</caption>
        <thead>
          <tr>
            <th scope="col">request</th>
            <th scope="col" class="number">
              latency, {unit}
            </th>
            <th scope="col" class="number">
              events
            </th>
            <th scope="col" class="number">
              hosts
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ rank, id, latencyNs, events, hosts, isPartial }) => (
            <tr key={rank} class={rank === shown ? "chosen" : ""}>
              <th scope="row">
                <button
                  type="button"
                  class="link id"
                  title={id}
                  aria-label={id}
                  aria-pressed={rank === shown}
                  onClick={() => onShow(rank)}
                >
                  {shortId(id)}
                </button>
                {isPartial && (
                  <span class="partial-mark" title="Reading was stopped near its last event: it may have had more.">
                    {" "}
                    partial
                  </span>
                )}
              </th>
              <td class="number">{formatInUnit(latencyNs, unit)}</td>
              <td class="number">{formatCount(events)}</td>
              <td class="number">{formatCount(hosts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
