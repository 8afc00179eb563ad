import { Rng } from "../core/rng.ts";
import { LOG_STATEMENTS } from "./log-statements.ts";
import { PARAMETER_VALUES } from "./parameter-values.ts";

/** A message and the statement that wrote it, by position in `LOG_STATEMENTS`. */
export interface StatementMessage {
  readonly text: string;
  readonly statement: number;
}

/** How unequal statements are in number: the k-th most frequent is as frequent as 1 / k of the first (Zipf). */
const SKEW = 1;

/**
 * Messages of all statements, some often and some seldom, in random order. Every statement occurs from `count` =
 * number of statements on.
 */
export function statementMessages(seed: number, count: number): StatementMessage[] {
  const rng = new Rng(seed);
  const ranks = rng.shuffle(LOG_STATEMENTS.map((_, statement) => statement));
  const weights = ranks.map((_, rank) => 1 / (rank + 1) ** SKEW);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const statements = ranks.slice(0, count);
  while (statements.length < count) {
    let left = rng.uniform(0, total);
    let rank = 0;
    while (rank < weights.length - 1 && left >= weights[rank]) left -= weights[rank++];
    statements.push(ranks[rank]);
  }
  return rng.shuffle(statements).map((statement) => ({ statement, text: messageOf(LOG_STATEMENTS[statement], rng) }));
}

/** One message of a statement. Throws on a parameter that is not known. */
export function messageOf(statement: string, rng: Rng): string {
  return statement.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = PARAMETER_VALUES.get(name);
    if (value === undefined) throw new RangeError(`no parameter "${name}"`);
    return value(rng);
  });
}
