/** What the database reported about one statement, put in words, with the place in the statement that it points at. */
export interface FailureWords {
  readonly sentence: string;
  /** Offset in the statement (UTF-16 units), null if the database names no place. */
  readonly at: number | null;
}

/**
 * Puts a message of the database in plain words. Its messages have a kind in front, candidates behind, and a copy of the
 * line with a caret under the place.
 *
 * @param text the statement as it was run
 * @param linesBefore lines that were put in front of it
 */
export function failureWords(message: string, text: string, linesBefore = 0): FailureWords {
  return { sentence: sentenceFor(message), at: placeOf(message, text, linesBefore) };
}

function sentenceFor(message: string): string {
  const address = message.match(/the statement asked for ([^)\s]+)/)?.[1];
  if (address !== undefined)
    return `The network is out of reach: nothing leaves this tab, so ${address} was not asked for.`;
  const extension = message.match(/exists in the (\w+) extension/)?.[1];
  if (extension !== undefined) {
    const name = message.match(/with name "?([^"\s]+)"?/)?.[1] ?? "This";
    return `${name} needs the extension ${extension}, which is not part of this build and is not fetched: nothing leaves this tab.`;
  }
  if (/launched in read-only mode/.test(message)) {
    return "The tables of the analysis cannot be changed. Make a temporary table or view instead: create temp table … as select …";
  }
  if (/^Out of Memory Error/.test(message)) {
    return "The statement needs more memory than the database has in this tab. Ask for fewer rows or columns, or group first.";
  }
  if (/configuration has been locked/.test(message)) return "Settings of the database cannot be changed.";
  if (/^no statements$/i.test(message.trim())) return "There is no statement to run.";
  const column = message.match(/Referenced column "(.+)" not found in FROM clause!(?:\s*Candidate bindings: (.+))?/);
  if (column !== null) {
    const near = column[2] === undefined ? "" : ` Names like it: ${column[2]}.`;
    return `No table of this statement has a column "${column[1]}".${near}`;
  }
  const body = message
    .replace(/\n+LINE \d+:[\s\S]*$/, "")
    .replace(/^(?:Invalid Error: )?(?:\w+(?: \w+)? (?:Error|Exception)): /, "")
    .replace(/\s*\n\s*/g, " ")
    .trim();
  const sentence = body.charAt(0).toUpperCase() + body.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** The caret stands under a copy of the line, which is cut at both ends ("...") when it is long. */
function placeOf(message: string, text: string, linesBefore: number): number | null {
  const match = message.match(/\nLINE (\d+): (.*)\n( *)\^/);
  if (match === null) return null;
  const [, number, copy, spaces] = match;
  const line = Number(number) - 1 - linesBefore;
  const lines = text.split("\n");
  if (line < 0 || line >= lines.length) return null;
  const inCopy = spaces.length - `LINE ${number}: `.length;
  const cut = copy.startsWith("...") && !lines[line].startsWith(copy) ? 3 : 0;
  const shown = copy.slice(cut).replace(/\.\.\.$/, "");
  const from = cut === 0 ? 0 : lines[line].indexOf(shown);
  if (from < 0) return null;
  const lineStart = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(lineStart + lines[line].length, lineStart + from + Math.max(0, inCopy - cut));
}
