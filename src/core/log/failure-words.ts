import type { Failure } from "../outcome.ts";

/** What a failure says as a sentence, without the name of the file in front: whoever lists files names them. */
export function withoutName(file: string, { message }: Failure): string {
  const rest = message.startsWith(file) ? message.slice(file.length).replace(/^: | /, "") : message;
  return /[.?!]$/.test(rest) ? rest : `${rest}.`;
}
