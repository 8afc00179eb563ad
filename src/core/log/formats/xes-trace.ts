import { type XmlTag, xmlAttribute, xmlTags } from "../xml-tags.ts";

/** An event of a trace as written. */
export interface XesEvent {
  readonly activity: string;
  readonly instance: string;
  /** In lower case. */
  readonly transition: string;
  readonly time: string;
  /** Half-open, in the text of the trace. */
  readonly start: number;
  readonly end: number;
  readonly isWhole: boolean;
}

/**
 * The name and events of a trace, or of an event by itself. Attributes of attributes and lists are passed over; an event
 * ends where the next begins.
 */
export function xesEvents(text: string): { readonly name: string; readonly events: readonly XesEvent[] } {
  const events: XesEvent[] = [];
  let name = "";
  let own = new Map<string, string>();
  let start = -1;
  /** Open tags: a counter, so that no depth is too deep. */
  let depth = 0;
  const finish = (end: number, isWhole: boolean): void => {
    if (start < 0) return;
    const told = (key: string) => own.get(key) ?? "";
    events.push({
      activity: told("concept:name"),
      instance: told("concept:instance"),
      transition: told("lifecycle:transition").toLowerCase(),
      time: told("time:timestamp"),
      start,
      end,
      isWhole,
    });
    start = -1;
  };
  const begin = (tag: XmlTag): void => {
    finish(tag.start, false);
    start = tag.start;
    own = new Map();
    depth = 0;
  };
  for (const tag of xmlTags(text)) {
    if (tag.name === "event") {
      if (!tag.isClosing) begin(tag);
      if (tag.isClosing || tag.isEmpty) {
        finish(tag.end, true);
        depth = 1;
      }
    } else if (tag.name === "trace") depth = tag.isClosing ? 0 : 1;
    else if (tag.isClosing) depth--;
    else {
      const level = start < 0 ? 1 : 0;
      if (depth === level) {
        const key = xmlAttribute(text, tag, "key");
        if (start < 0 && key === "concept:name") name = xmlAttribute(text, tag, "value");
        else if (start >= 0 && !own.has(key)) own.set(key, xmlAttribute(text, tag, "value"));
      }
      if (!tag.isEmpty) depth++;
    }
  }
  finish(text.length, false);
  return { name, events };
}
