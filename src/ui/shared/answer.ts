import { useEffect, useState } from "preact/hooks";

/** What is known of a question to the workers: never silent, never stale. */
export type Answer<T> =
  | { readonly state: "asking"; readonly last: T | null }
  | { readonly state: "answered"; readonly value: T }
  | { readonly state: "failed"; readonly message: string };

/**
 * Asks when `key` changes and shows the previous answer meanwhile. An answer that arrives after the next question was
 * asked is dropped, and its signal aborted; a rejection becomes its sentence.
 */
export function useAnswer<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ state: "asking", last: null });
  useEffect(() => {
    let isCurrent = true;
    const abort = new AbortController();
    setAnswer((before) => ({ state: "asking", last: latest(before) }));
    Promise.resolve()
      .then(() => ask(abort.signal))
      .then(
        (value) => isCurrent && setAnswer({ state: "answered", value }),
        (error) => isCurrent && setAnswer({ state: "failed", message: sentenceOf(error) }),
      );
    return () => {
      isCurrent = false;
      abort.abort();
    };
  }, [key]);
  return answer;
}

/** The value to draw: the present one, or the previous one while the next is on its way. */
export function latest<T>(answer: Answer<T>): T | null {
  if (answer.state === "answered") return answer.value;
  return answer.state === "asking" ? answer.last : null;
}

/** What went wrong, as a sentence for the user. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const first = text.trim().split("\n")[0] || "something failed without saying why";
  const sentence = first[0].toUpperCase() + first.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
