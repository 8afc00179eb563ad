import { useEffect, useRef, useState } from "preact/hooks";
import type { ExportedFile } from "../../app/exports.ts";
import { sentenceOf } from "../shared/answer.ts";
import { downloadFiles } from "../shared/download.ts";

export interface Packing {
  /** Name of the file that is being made, null while none is. */
  readonly name: string | null;
  /** Rows so far. */
  readonly rows: number;
  /** What went wrong last. */
  readonly problem: string | null;
  start(
    name: string,
    make: (options: { signal: AbortSignal; onRows: (rows: number) => void }) => Promise<ExportedFile>,
  ): void;
  cancel(): void;
}

/** Makes one file at a time and offers it as a download; cancelling is no problem to tell. */
export function usePacking(): Packing {
  const [name, setName] = useState<string | null>(null);
  const [rows, setRows] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  return {
    name,
    rows,
    problem,
    start(next, make) {
      const own = new AbortController();
      abort.current = own;
      setName(next);
      setRows(0);
      setProblem(null);
      make({ signal: own.signal, onRows: setRows })
        .then((file) => downloadFiles([file]))
        .catch((error: unknown) => {
          if (!own.signal.aborted) setProblem(sentenceOf(error));
        })
        .finally(() => setName(null));
    },
    cancel: () => abort.current?.abort(),
  };
}
