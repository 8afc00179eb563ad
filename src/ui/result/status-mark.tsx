import type { Status } from "../../core/model/status.ts";

/** Each status has a shape, so that it is read without colour; the word stands beside it. */
export function StatusMark({ status }: { readonly status: Status }) {
  return (
    <svg class={`status-mark status-${status}`} viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      {status === "refuted" ? (
        <path d="M1.5 1.5l7 7M8.5 1.5l-7 7" />
      ) : status === "vacuous" ? (
        <path d="M2 5h6" />
      ) : (
        <circle cx="5" cy="5" r="3.6" />
      )}
      {status === "near" && <path class="status-half" d="M5 1.4a3.6 3.6 0 0 1 0 7.2z" />}
      {status === "unresolved" && <path d="M2.5 7.5l5-5" />}
    </svg>
  );
}
