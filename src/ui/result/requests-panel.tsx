import { useSignal } from "@preact/signals";
import type { ReadyState } from "../../app/phase.ts";
import type { RequestOrder } from "../../core/analysis/request-rows.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { columnUnit, formatCount, formatInUnit, shortId } from "../../core/present/number-format.ts";
import type { PageSession } from "../app-view.tsx";
import { latest, sentenceOf, useAnswer } from "../shared/answer.ts";
import { Icon } from "../shared/icon.tsx";
import { Notice } from "../shared/notice.tsx";
import { Pager } from "../shared/pager.tsx";
import { Panel, TableScroll } from "../shared/panel.tsx";
import { RequestDetailView } from "./request-detail-view.tsx";

interface RequestsPanelProps {
  readonly session: PageSession;
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
export function RequestsPanel({ session, state, present }: RequestsPanelProps) {
  const order = useSignal<RequestOrder>("slowest");
  const offset = useSignal(0);
  const chosen = useSignal<number | null>(null);
  const answer = useAnswer(`${order.value} ${offset.value}`, () =>
    session.questions.requestPage(order.value, present.id, offset.value, ROWS),
  );
  const page = latest(answer);
  const shown = chosen.value ?? page?.rows.at(0)?.rank ?? null;
  return (
    <Panel
      id="requests"
      title="Requests"
      note={`of ${present.name}`}
      class="result-wide"
      action={<RequestSearch session={session} onFound={(rank) => (chosen.value = rank)} />}
    >
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
                chosen.value = null;
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
          {page !== null && page.total > 0 && (
            <RequestTable rows={page.rows} shown={shown} onShow={(rank) => (chosen.value = rank)} />
          )}
          <Pager
            what="requests"
            total={page?.total ?? 0}
            offset={offset.value}
            size={ROWS}
            onOffset={(next) => {
              offset.value = next;
              chosen.value = null;
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

function RequestSearch({
  session,
  onFound,
}: {
  readonly session: PageSession;
  readonly onFound: (rank: number) => void;
}) {
  const text = useSignal("");
  const result = useSignal<string | null>(null);
  const search = async () => {
    const id = text.value.trim();
    if (id === "") return;
    result.value = "searching";
    try {
      const rank = await session.questions.findRequest(id);
      result.value = rank < 0 ? "no request has this id" : null;
      if (rank >= 0) onFound(rank);
    } catch (error) {
      result.value = sentenceOf(error);
    }
  };
  return (
    <form
      class="search"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <span class="search-result" role="status">
        {result.value}
      </span>
      <input
        class="input"
        type="search"
        aria-label="Request id"
        placeholder="request id"
        spellcheck={false}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          result.value = null;
        }}
      />
      <button type="submit" class="button">
        <Icon name="search" />
        Find
      </button>
    </form>
  );
}
