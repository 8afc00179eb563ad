/** One statement of a text, without the semicolon behind it. */
export interface SqlStatement {
  readonly text: string;
  /** Where it begins in the whole text (UTF-16 units). */
  readonly offset: number;
  /** Its first words in lower case, at most three, comments left out. */
  readonly words: readonly string[];
}

/** What a text consists of, as far as the places of semicolons and first words depend on it. */
const TOKEN =
  /(--[^\n]*)|(\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*(?:'|$))|("(?:[^"]|"")*(?:"|$))|(\$([A-Za-z_]*)\$[\s\S]*?(?:\$\6\$|$))|([A-Za-z_]\w*)|(;)|\s+|[\s\S]/g;

/**
 * The statements of a text, empty ones left out. Quoted texts, dollar quotes and comments may hold semicolons; what is
 * never closed reaches to the end, where the database will complain about it.
 */
export function splitStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let start = -1;
  let words: string[] = [];
  const finish = (end: number) => {
    if (start >= 0) statements.push({ text: sql.slice(start, end).trimEnd(), offset: start, words });
    start = -1;
    words = [];
  };
  for (const match of sql.matchAll(TOKEN)) {
    const [token, lineComment, blockComment, , , , , word, semicolon] = match;
    if (semicolon !== undefined) {
      finish(match.index);
      continue;
    }
    if (lineComment !== undefined || blockComment !== undefined || /^\s/.test(token)) continue;
    if (start < 0) start = match.index;
    if (word !== undefined && words.length < 3) words.push(word.toLowerCase());
  }
  finish(sql.length);
  return statements;
}

/**
 * Why a statement of the user is not run at all, as a sentence; null if it is. The database would answer these with
 * a success that means nothing (files in its memory) or with the trace of a blocked request.
 */
export function refusalOf({ words }: SqlStatement): string | null {
  const [first, second] = words;
  switch (first) {
    case "install":
    case "load":
      return "Extensions cannot be loaded: they would be fetched from elsewhere, and nothing leaves this tab.";
    case "force":
    case "update":
      if (first === "update" && second !== "extensions") return null;
      return "Extensions cannot be loaded: they would be fetched from elsewhere, and nothing leaves this tab.";
    case "attach":
    case "detach":
    case "use":
      return "There is one database, in this tab: no other can be attached.";
    case "copy":
      return "COPY reads and writes files, and there are none in this tab. Run the query by itself, then save its result as CSV.";
    case "export":
    case "import":
      return "The database cannot write or read files. The view Export saves every table.";
    case "begin":
    case "start":
    case "commit":
    case "rollback":
    case "abort":
    case "end":
      return "Each run is a transaction of its own, so there is none to begin or end.";
    default:
      return null;
  }
}
