import { useEffect, useRef, useState } from "preact/hooks";
import type { Workspace } from "../../app/workspace.ts";
import type { RequestOrder, RequestSummary } from "../../core/analysis/request-rows.ts";
import { sentenceOf } from "../shared/answer.ts";

const CHUNK = 100;

export interface RequestRowsView {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly failure: string | null;
  /** The row at a position, null while it is asked for. */
  rowAt(position: number): RequestSummary | null;
  /** Asks for what is missing of a stretch of positions. */
  want(first: number, count: number): void;
  /** Waits for a row that may not have been asked for. */
  load(position: number): Promise<RequestSummary | null>;
}

interface Cache {
  readonly key: string;
  readonly chunks: Map<number, Promise<readonly RequestSummary[]>>;
  readonly rows: Map<number, RequestSummary>;
}

/** Requests of a class in an order, asked for by the hundred as they come into view. */
export function useRequestRows(workspace: Workspace, order: RequestOrder, classId: number): RequestRowsView {
  const { filter } = workspace.shown.value;
  const key = `${order} ${classId} ${filter}`;
  const cache = useRef<Cache>({ key: "", chunks: new Map(), rows: new Map() });
  const [state, setState] = useState<{ key: string; total: number | null; failure: string | null; rows: number }>({
    key,
    total: null,
    failure: null,
    rows: 0,
  });
  if (cache.current.key !== key) cache.current = { key, chunks: new Map(), rows: new Map() };

  const chunkOf = (chunk: number): Promise<readonly RequestSummary[]> => {
    const { chunks, rows } = cache.current;
    const known = chunks.get(chunk);
    if (known !== undefined) return known;
    const asked = workspace.questions.requestPage(order, classId, chunk * CHUNK, CHUNK, filter).then(
      (page) => {
        page.rows.forEach((row, at) => {
          rows.set(chunk * CHUNK + at, row);
        });
        if (cache.current.key === key) setState({ key, total: page.total, failure: null, rows: rows.size });
        return page.rows;
      },
      (error: unknown) => {
        chunks.delete(chunk);
        if (cache.current.key === key) setState((last) => ({ ...last, key, failure: sentenceOf(error) }));
        return [];
      },
    );
    chunks.set(chunk, asked);
    return asked;
  };

  useEffect(() => {
    chunkOf(0);
  }, [key]);

  const isCurrent = state.key === key;
  return {
    total: isCurrent ? state.total : null,
    failure: isCurrent ? state.failure : null,
    rowAt: (position) => cache.current.rows.get(position) ?? null,
    want(first, count) {
      const last = Math.floor((first + Math.max(1, count) - 1) / CHUNK);
      for (let chunk = Math.floor(first / CHUNK); chunk <= last; chunk++) chunkOf(chunk);
    },
    async load(position) {
      return (await chunkOf(Math.floor(position / CHUNK)))[position % CHUNK] ?? null;
    },
  };
}
