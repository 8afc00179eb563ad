import type { FormatSample } from "./candidate.ts";
import type { FileKind } from "./file-kind.ts";
import { WHOLE_LINES, WholeLine } from "./line-sample.ts";
import { LINE_INCOMPLETE, LINE_RECORD, LineWalker } from "./line-walker.ts";
import { fieldText, parseObject } from "./sample-table.ts";
import { WorkBuffer } from "./work-buffer.ts";

/** Lines by which JSON is told from text. */
const LOOKED_AT = 400;

/**
 * The lines of a sample as text, without colours and line ends; blank ones are left out. Every format asks for the same
 * ones: each is cut out and decoded once, when it is first asked for.
 */
export class SampledLines {
  private readonly walker: LineWalker;
  private readonly splitter = new WholeLine();
  private readonly lines: string[] = [];
  private at = 0;
  private share: number | undefined;

  /** A last line without a line end counts only if the sample is the whole file. */
  constructor(
    private readonly bytes: Uint8Array,
    isWhole: boolean,
  ) {
    this.walker = new LineWalker(new WorkBuffer(bytes), bytes.length, isWhole, true, this.splitter, WHOLE_LINES);
  }

  /** The first `limit` lines, or all there are. */
  first(limit: number): readonly string[] {
    const { walker, lines, bytes } = this;
    while (lines.length < limit && this.at < bytes.length) {
      const kind = walker.look(this.at);
      this.at = kind === LINE_INCOMPLETE ? bytes.length : walker.next;
      if (kind === LINE_RECORD) lines.push(fieldText(walker.bytes, this.splitter.fields, 0)?.trim() ?? "");
    }
    return lines.length > limit ? lines.slice(0, limit) : lines;
  }

  /** Share of the lines that are JSON objects. */
  get jsonShare(): number {
    if (this.share === undefined) {
      const lines = this.first(LOOKED_AT);
      this.share = lines.length === 0 ? 0 : lines.filter(isJsonObject).length / lines.length;
    }
    return this.share;
  }
}

export function isJsonObject(text: string): boolean {
  return text.trimStart().startsWith("{") && parseObject(text) !== undefined;
}

/** What formats are shown of a file. @param tail from the start of a line on */
export function formatSample(head: Uint8Array, kind: FileKind, isWhole: boolean, tail?: Uint8Array): FormatSample {
  return { head, kind, isWhole, lines: new SampledLines(head, isWhole), ...(tail && { tail }) };
}
