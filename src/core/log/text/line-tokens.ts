import type { FoundStamp } from "./stamp-finder.ts";

/** A part of a line as a pattern would have it. */
export type LineToken =
  | { readonly kind: "text"; readonly text: string }
  /** `value` = what this line has there; `hint` = what its surroundings say it is. */
  | {
      readonly kind: "field";
      readonly takes: "word" | "number" | "level" | "stamp" | "rest";
      readonly value: string;
      readonly hint: string;
    };

const LEVEL =
  /^(?:TRACE|DEBUG|INFO|INFORMATION|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|FATAL|SEVERE|ALERT|EMERG|PANIC|VERBOSE|FINE|FINER|FINEST|CONFIG|DBG|INF|WRN|FTL|TRC|trace|debug|info|notice|warn|warning|error|critical|fatal|[Ii]nfo|Warn(?:ing)?|Error|Debug|Trace|Fatal|[IWEFDV])(?=$|[\s\]):|>,])/;
const SIGN = /^(?:-{1,3}|\||:|>>|=>|::|~|#)(?=\s)/;
/** Braces only around a context: messages may begin with JSON. */
const OPENERS = "[(<{";
const CLOSERS = "])>}";
const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:[.$/][\w$<>-]+)+(?=\s|:|$)/;
const PROGRAM = /^([A-Za-z_][\w./@()-]*)\[(\d+)\](:?)(?=\s|$)/;
const PLACE = /^([\w./$-]+\.\w+):(\d+)(?=[\s\]:]|$)/;
const ID =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{12,64})(?=\s|$)/i;
const TRACE_AND_SPAN = /^[0-9a-f]{32}-[0-9a-f]{16}$/;
/** What the contexts of loggers (MDC) are printed as: `traceId=1f, user=ann`; values without blanks, one name once. */
const PAIRS = /^\s*[A-Za-z_][\w.-]*=[^\s,;=]*(?:[,;]?\s*[A-Za-z_][\w.-]*=[^\s,;=]*)*\s*$/;
const PAIR = /([A-Za-z_][\w.-]*)=([^\s,;=]*)/g;
/** Begins the hint of a field whose name stands before it. */
export const NAMED = "named:";
/** More fields than this before the message are none. */
const MOST_FIELDS = 10;

/** Takes a line apart around its stamp; what cannot be told from a sentence is the rest. */
export function lineTokens(line: string, stamp: FoundStamp): LineToken[] {
  const tokens: LineToken[] = [];
  const before = new Tokenizer(line.slice(0, stamp.start), true);
  tokens.push(...before.all());
  const takes = stamp.family === "number" ? "number" : "stamp";
  tokens.push({ kind: "field", takes, value: line.slice(stamp.start, stamp.end), hint: "time" });
  const behind = new Tokenizer(line.slice(stamp.end), false);
  tokens.push(...behind.all());
  return tokens;
}

function isContext(rest: string): boolean {
  return rest[0] === "{" && PAIRS.test(rest.slice(1, Math.max(1, rest.indexOf("}"))));
}

class Tokenizer {
  private readonly tokens: LineToken[] = [];
  private at = 0;
  private fields = 0;

  /** `isWhole`: all of the text is fields, for a stamp follows; otherwise it ends with the rest. */
  constructor(
    private readonly text: string,
    private readonly isWhole: boolean,
  ) {}

  all(): LineToken[] {
    while (this.at < this.text.length) {
      if (this.blanks()) continue;
      if (this.fields < MOST_FIELDS && this.next()) continue;
      if (!this.isWhole) break;
      this.word();
    }
    if (!this.isWhole) {
      // A message that looks like a field leaves the rest empty.
      const rest = this.text.slice(this.at);
      if (this.tokens[this.tokens.length - 1]?.kind !== "text") this.literal(" ");
      this.field("rest", rest, "message");
    }
    return this.tokens;
  }

  private blanks(): boolean {
    const length = /^\s+/.exec(this.text.slice(this.at))?.[0].length ?? 0;
    if (length > 0) {
      this.literal(" ");
      this.at += length;
    }
    return length > 0;
  }

  private next(): boolean {
    const rest = this.text.slice(this.at);
    const last = this.tokens[this.tokens.length - 1];
    const atStart = last === undefined;
    const isApart = atStart || (last.kind === "text" && /[\s[(<|:]$/.test(last.text));
    if (!isApart || (atStart && !this.isWhole)) return this.sign(rest);
    const level = LEVEL.exec(rest)?.[0];
    if (level !== undefined && (level.length > 1 || this.isWhole)) return this.take("level", level, "level");
    if (this.isWhole && /^[IWEFD]$/.test(rest)) return this.take("level", rest, "level");
    if (this.sign(rest)) return true;
    if ((rest[0] !== "{" && OPENERS.includes(rest[0])) || isContext(rest)) return this.bracket(rest);
    return this.named(rest);
  }

  /** Marks between fields, and what closes around the stamp. */
  private sign(rest: string): boolean {
    const sign = SIGN.exec(rest)?.[0] ?? /^[\])>"|:]+(?=\s|$)/.exec(rest)?.[0];
    if (sign === undefined) return this.isWhole && /^[[(<"]+$/.test(rest) ? this.pass(rest) : false;
    return this.pass(sign);
  }

  private bracket(rest: string): boolean {
    const close = rest.indexOf(CLOSERS[OPENERS.indexOf(rest[0])]);
    const inner = rest.slice(1, close);
    const behind = rest[close + 1];
    if (close < 0 && this.isWhole) return this.pass(rest[0]);
    if (close < 0 || inner.length > 120 || (behind !== undefined && !/[\s:\])\-[(]/.test(behind))) return false;
    this.pass(rest[0]);
    const level = LEVEL.exec(inner.trim())?.[0];
    if (level !== undefined && level === inner.trim()) this.field("level", inner, "level");
    else if (/^\d+$/.test(inner)) this.field("number", inner, "bracket");
    else if (PAIRS.test(inner)) this.pairs(inner);
    else if (/^[^\s,=]*(?:,[^\s,=]*)+$/.test(inner)) this.list(inner, ",");
    else if (TRACE_AND_SPAN.test(inner)) this.list(inner, "-");
    else this.field("word", inner, "bracket");
    this.at += inner.length;
    return this.pass(/^.[:]?/.exec(rest.slice(close))?.[0] ?? "");
  }

  /** `key=value, key=value`: fields that have names. */
  private pairs(inner: string): void {
    let at = 0;
    for (const pair of inner.matchAll(PAIR)) {
      this.literal(inner.slice(at, pair.index) + pair[1] + "=");
      this.field("word", pair[2], NAMED + pair[1]);
      at = pair.index + pair[0].length;
    }
    if (at < inner.length) this.literal(inner.slice(at));
  }

  private list(inner: string, separator: string): void {
    for (const [index, part] of inner.split(separator).entries()) {
      if (index > 0) this.literal(separator);
      this.field("word", part, "list");
    }
  }

  private named(rest: string): boolean {
    const program = PROGRAM.exec(rest);
    if (program !== null) {
      this.field("word", program[1], "program");
      this.literal("[");
      this.field("number", program[2], "pid");
      this.literal(`]${program[3]}`);
      this.at += program[0].length;
      return true;
    }
    const place = PLACE.exec(rest);
    if (place !== null) return this.take("word", place[0], "place");
    if (/^\d+(?=\s|$)/.test(rest)) return this.take("number", /^\d+/.exec(rest)?.[0] ?? "", "number");
    const colon = /^([^\s:[\]()="']+(?::{2}[^\s:[\]()="']+)*):(?=\s|$)/.exec(rest)?.[1];
    if (colon !== undefined && /[A-Za-z]/.test(colon)) {
      this.take("word", colon, "logger");
      return this.pass(":");
    }
    const dash = /^([^\s="']+)(?=\s+(?:-{1,2}|\||:)\s)/.exec(rest)?.[1];
    if (dash !== undefined) return this.take("word", dash, "logger");
    const identifier = IDENTIFIER.exec(rest)?.[0];
    if (identifier !== undefined && !identifier.includes("/")) return this.take("word", identifier, "logger");
    const id = ID.exec(rest)?.[0];
    if (id !== undefined) return this.take("word", id, "id");
    // A host stands before a program with its process id.
    const host = /^([\w.-]+)\s+/.exec(rest);
    if (host !== null && PROGRAM.test(rest.slice(host[0].length))) return this.take("word", host[1], "host");
    return false;
  }

  private word(): void {
    const word = /^\S+/.exec(this.text.slice(this.at))?.[0] ?? "";
    this.take("word", word, "before");
  }

  private take(takes: "word" | "number" | "level", value: string, hint: string): boolean {
    this.field(takes, value, hint);
    this.at += value.length;
    return true;
  }

  private field(takes: "word" | "number" | "level" | "rest", value: string, hint: string): void {
    this.fields++;
    this.tokens.push({ kind: "field", takes, value, hint });
  }

  private pass(text: string): boolean {
    this.literal(text);
    this.at += text.length;
    return true;
  }

  private literal(text: string): void {
    const last = this.tokens[this.tokens.length - 1];
    if (last?.kind === "text") this.tokens[this.tokens.length - 1] = { kind: "text", text: last.text + text };
    else this.tokens.push({ kind: "text", text });
  }
}
