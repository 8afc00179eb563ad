import { filterOf } from "../core/analysis/request-filter.ts";
import { formatCountOf } from "../core/present/number-format.ts";
import { FIRST_VIEW, parseViewState, printViewState } from "./view-state.ts";

/**
 * Where a link leads once its logs are there: a link holds the state of the screen, never data. Null for one that leads
 * to the first view.
 * @param titleOf the name of a view as the rail shows it
 */
export function linkSentence(hash: string, titleOf: (view: string) => string): string | null {
  const state = parseViewState(hash);
  if (printViewState(state) === printViewState(FIRST_VIEW)) return null;
  const { terms } = filterOf(state.filter);
  const parts = [
    ...(terms.length === 0 ? [] : [formatCountOf(terms.length, "filter")]),
    ...(state.selection === null ? [] : ["a selection"]),
    ...(state.request === null ? [] : ["an open request"]),
  ];
  const last = parts.pop();
  const what = last === undefined ? "" : `, with ${parts.length === 0 ? last : `${parts.join(", ")} and ${last}`}`;
  return `This address leads to ${titleOf(state.view)}${what}. Addresses hold no data: open the same logs to go there.`;
}
