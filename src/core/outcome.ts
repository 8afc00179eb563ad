/** An expected failure is a value with a stable code and a sentence for the reader; throwing is for bugs. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure<T = never>(code: string, message: string): Outcome<T> {
  return { ok: false, failure: { code, message } };
}
