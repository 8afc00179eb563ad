import { useSignal } from "@preact/signals";
import { openRequest } from "../../app/open-request.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import { formatDuration, shortId } from "../../core/present/number-format.ts";
import { useAnswer } from "../shared/answer.ts";

interface IdSearchProps {
  readonly workspace: Workspace;
  readonly present: ClassReport;
}

const MOST_HITS = 8;
/** Fewer letters begin nearly every id. */
const LEAST_LETTERS = 2;

/** Opens a request by the beginning of its id; Enter takes the first. */
export function IdSearch({ workspace, present }: IdSearchProps) {
  const text = useSignal("");
  const prefix = text.value.trim();
  const answer = useAnswer(`${prefix} ${present.id}`, async () =>
    prefix.length < LEAST_LETTERS
      ? []
      : (await workspace.questions.searchNames(prefix, present.id, MOST_HITS)).requests,
  );
  const hits = answer.state === "answered" ? answer.value : [];
  const open = (rank: number, classId: number) => {
    text.value = "";
    if (classId >= 0 && classId !== present.id) workspace.go({ request: rank, classId });
    else openRequest(workspace, rank);
  };
  return (
    <form
      class="rq-search"
      onSubmit={(event) => {
        event.preventDefault();
        const [hit] = hits;
        if (hit !== undefined) open(hit.rank, hit.classId);
      }}
    >
      <input
        class="input"
        type="search"
        aria-label="Request id begins with"
        placeholder="id begins with"
        spellcheck={false}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
        }}
      />
      {prefix.length >= LEAST_LETTERS && (
        <div class="rq-hits" aria-busy={answer.state === "asking"}>
          {answer.state === "failed" && <p role="alert">{answer.message}</p>}
          {answer.state === "answered" && hits.length === 0 && <p role="status">No request id begins with {prefix}.</p>}
          {hits.map(({ rank, id, classId, latencyNs }) => (
            <button key={rank} type="button" class="rq-hit" title={id} onClick={() => open(rank, classId)}>
              <span class="id">{shortId(id)}</span>
              <span>{formatDuration(latencyNs)}</span>
            </button>
          ))}
        </div>
      )}
    </form>
  );
}
