import { useEffect, useRef, useState } from "preact/hooks";
import type { Workspace } from "../../app/workspace.ts";
import type { LogRow } from "../../core/present/log-rows.ts";
import { sentenceOf } from "../shared/answer.ts";

/** What is known of a line: its text, or why there is none. */
export type RawLine = { readonly text: string } | { readonly failure: string };

type Place = Pick<LogRow, "file" | "line">;

export interface RawLines {
  /** Null while it is read. */
  of(place: Place): RawLine | null;
  /** Reads what is missing; resolves when it is there. */
  want(places: readonly Place[]): Promise<void>;
  /** Lines being read. */
  readonly pending: number;
}

/** Lines of one batch: enough for any screen, and little enough to answer at once. */
const BATCH = 400;

/** Raw lines, read again from their files in batches and kept while the request is open. @param key of the request */
export function useRawLines(workspace: Workspace, key: string): RawLines {
  const cache = useRef({ key, lines: new Map<string, RawLine>(), asked: new Map<string, Promise<void>>() });
  const [pending, setPending] = useState(0);
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );
  if (cache.current.key !== key) cache.current = { key, lines: new Map(), asked: new Map() };

  const read = async (file: number, lines: readonly number[]): Promise<void> => {
    const own = cache.current;
    setPending((count) => count + lines.length);
    let found: readonly RawLine[];
    try {
      const texts = await workspace.questions.rawRecords(file, lines);
      found = texts.map((text) => (text.ok ? { text: text.value } : { failure: text.failure.message }));
    } catch (error) {
      const failure = sentenceOf(error);
      found = lines.map(() => ({ failure }));
    }
    lines.forEach((line, at) => {
      own.lines.set(`${file}:${line}`, found[at]);
    });
    if (!isGone.current) setPending((count) => count - lines.length);
  };
  return {
    pending,
    of: ({ file, line }) => cache.current.lines.get(`${file}:${line}`) ?? null,
    async want(places) {
      const { asked } = cache.current;
      const missing = new Map<number, number[]>();
      for (const { file, line } of places) {
        if (asked.has(`${file}:${line}`)) continue;
        const lines = missing.get(file);
        if (lines === undefined) missing.set(file, [line]);
        else lines.push(line);
      }
      for (const [file, lines] of missing) {
        for (let from = 0; from < lines.length; from += BATCH) {
          const batch = lines.slice(from, from + BATCH);
          const done = read(file, batch);
          for (const line of batch) asked.set(`${file}:${line}`, done);
        }
      }
      await Promise.all(places.map(({ file, line }) => asked.get(`${file}:${line}`)));
    },
  };
}
