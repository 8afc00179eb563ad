/** The database refused or could not finish a statement; the message is a sentence for the reader. */
export class StatementFailed extends Error {
  override readonly name = "StatementFailed";

  /** @param at offset in the text that was run, where the database or we can name one */
  constructor(
    message: string,
    readonly at: number | null = null,
  ) {
    super(message);
  }
}

/**
 * The sentence in whatever DuckDB reports: an Error, a string, or a message that is itself JSON
 * (`{"exception_type":"Parser","exception_message":"…"}`).
 */
export function sentenceOf(error: unknown): string {
  const text = textOf(error).trim();
  if (text.startsWith("{")) {
    const parsed = parsedObject(text);
    const message = parsed?.exception_message ?? parsed?.error_message ?? parsed?.message;
    if (typeof message === "string" && message !== "") {
      const type = parsed?.exception_type;
      return typeof type === "string" && type !== "" ? `${type} Error: ${message}` : message;
    }
  }
  return text === "" ? "The database failed without saying why." : text;
}

function textOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return error === undefined || error === null ? "" : String(error);
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
