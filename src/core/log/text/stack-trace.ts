import { decodeUtf8 } from "../../bytes.ts";

/** Enough of a line to tell. */
const LOOKED_AT_BYTES = 200;

/** Lines of stack traces that begin at the margin. */
const AT_MARGIN: readonly RegExp[] = [
  // Java, JavaScript, Python, .NET: "java.lang.IllegalStateException: boom", "KeyError: 'x'".
  /^(?:Exception in thread "[^"]*" )?[\w$.]*(?:Exception|Error|Throwable|Warning|Interrupt|Exit)\b/,
  /^(?:Caused by|Suppressed|Wrapped by|Reason|Stack ?trace|stack backtrace|note): ?/i,
  /^(?:Traceback|During handling of|The above exception|\[CIRCULAR REFERENCE|\.\.\. \d+|---)/,
  // Go and Rust: "goroutine 7 [running]:", "main.serve(0x1, …)", "created by …", "thread 'main' panicked at".
  /^(?:goroutine \d+|created by |panic: |fatal error: |signal |thread '[^']*' panicked)/,
  /^[\w./*$<>-]+[.:][\w.*$<>()]+\(.*\)$/,
  // Frames: "at a.b.C(C.java:3)", "#3 0x0… in main", "/app/a.rb:12:in `run'".
  /^(?:at |File "|#\d+ )|^\S+:\d+(?::\d+)?:? ?in /,
  // The end of what stands over several lines.
  /^[\]});,]+\s*$/,
];

/**
 * Whether bytes[start, end), a line that is no record, is of the kind that goes on with the record before it: it begins with a
 * blank, or is a line of a stack trace.
 */
export function goesOn(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end || bytes[start] <= 0x20) return true;
  const text = decodeUtf8(bytes, start, Math.min(end, start + LOOKED_AT_BYTES)).trimEnd();
  return AT_MARGIN.some((form) => form.test(text));
}
