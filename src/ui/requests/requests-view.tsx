import { useEffect, useRef } from "preact/hooks";
import { openRequest } from "../../app/open-request.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { RequestOrder } from "../../core/analysis/request-rows.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { formatCount } from "../../core/present/number-format.ts";
import { useAnswer } from "../shared/answer.ts";
import { useCommand } from "../shared/use-command.ts";
import type { ViewProps } from "../shell/view-props.ts";
import { IdSearch } from "./id-search.tsx";
import { OpenRequest } from "./open-request-view.tsx";
import { RequestList } from "./request-list.tsx";
import { RequestScatter } from "./request-scatter.tsx";
import { useRequestRows } from "./use-request-rows.ts";
import "./requests-view.css";
import "./waterfall.css";

const ORDER = "requests.order";

const ORDERS: readonly { readonly order: RequestOrder; readonly name: string }[] = [
  { order: "slowest", name: "slowest first" },
  { order: "fastest", name: "fastest first" },
  { order: "earliest", name: "earliest first" },
];

/** The requests of the class on screen, and the one that is open. */
export function RequestsView({ workspace }: ViewProps) {
  const present = workspace.present.value;
  if (present === null) return <p class="panel-text">No class of requests: there is nothing to list.</p>;
  return <ClassRequests key={present.id} workspace={workspace} present={present} />;
}

function ClassRequests({ workspace, present }: { readonly workspace: Workspace; readonly present: ClassReport }) {
  const { filter } = workspace.shown.value;
  const { request } = workspace.view.value;
  const order = ORDERS.find(({ order }) => order === workspace.option(ORDER))?.order ?? "slowest";
  const list = useRequestRows(workspace, order, present.id);
  const placeOf = (rank: number) => workspace.questions.requestPlace(rank, order, present.id, filter);
  const place = useAnswer(`${request} ${order} ${filter}`, async () =>
    request === null ? Promise.reject(new Error("no request is open")) : placeOf(request),
  );
  const position = place.state === "answered" && place.value.summary.rank === request ? place.value.position : -1;
  const lastPosition = useRef(0);
  if (position >= 0) lastPosition.current = position;

  // Something is always open: the first of the list.
  const first = list.rowAt(0);
  useEffect(() => {
    if (request === null && first !== null) openRequest(workspace, first.rank, "replace");
  }, [request, first?.rank]);

  const step = async (by: number) => {
    const last = (list.total ?? 0) - 1;
    if (last < 0) return;
    const next = Math.max(0, Math.min(last, lastPosition.current + by));
    lastPosition.current = next;
    const row = await list.load(next);
    // A key held down asks for more rows than arrive: only the last is opened.
    if (row !== null && lastPosition.current === next) openRequest(workspace, row.rank, "replace");
  };
  useCommand("list.next", () => void step(1));
  useCommand("list.previous", () => void step(-1));

  return (
    <div class="rq-view" id="requests">
      <section class="rq-master" aria-label="Requests">
        <header class="rq-master-head">
          <h1>Requests</h1>
          <span class="rq-master-count">{formatCount(present.requests)}</span>
          <label class="rq-order">
            <span class="hidden">order</span>
            <select
              class="select"
              value={order}
              onChange={({ currentTarget }) => {
                workspace.setOption(ORDER, currentTarget.value === "slowest" ? null : currentTarget.value);
              }}
            >
              {ORDERS.map(({ order, name }) => (
                <option key={order} value={order}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </header>
        <RequestScatter workspace={workspace} present={present} />
        <IdSearch workspace={workspace} present={present} />
        <RequestList
          workspace={workspace}
          present={present}
          list={list}
          position={position}
          onStep={(by) => void step(by)}
        />
      </section>
      {request !== null ? (
        <OpenRequest workspace={workspace} rank={request} place={place} onStep={(by) => void step(by)} />
      ) : (
        <p class="panel-text quiet" aria-busy={list.total === null}>
          {list.total === 0 ? "No request of this class is left." : "Choosing a request"}
        </p>
      )}
    </div>
  );
}
