/** How well groups found by a miner agree with the statements that wrote the messages. */
export interface GroupingScore {
  /** Share of messages whose group holds exactly the messages of their statement (grouping accuracy). */
  readonly accuracy: number;
  /** Harmonic mean of the shares of groups and of statements that agree exactly (F1 of grouping). */
  readonly f1: number;
  readonly groups: number;
  readonly statements: number;
  /** Groups that hold messages of several statements: these delete true relations. */
  readonly mixed: number;
}

/** Compares by message: `groups[i]` and `statements[i]` say where message i was put and where it belongs. */
export function groupingScore(groups: readonly unknown[], statements: readonly unknown[]): GroupingScore {
  const sizeOfGroup = countsOf(groups);
  const sizeOfStatement = countsOf(statements);
  const statementsOfGroup = new Map<unknown, Map<unknown, number>>();
  groups.forEach((group, i) => {
    const counts = statementsOfGroup.get(group) ?? new Map<unknown, number>();
    counts.set(statements[i], (counts.get(statements[i]) ?? 0) + 1);
    statementsOfGroup.set(group, counts);
  });
  let right = 0;
  let rightMessages = 0;
  let mixed = 0;
  for (const [group, counts] of statementsOfGroup) {
    const [statement] = counts.keys();
    if (counts.size > 1) mixed++;
    else if (sizeOfGroup.get(group) === sizeOfStatement.get(statement)) {
      right++;
      rightMessages += sizeOfGroup.get(group) ?? 0;
    }
  }
  const f1 = (2 * right) / (sizeOfGroup.size + sizeOfStatement.size);
  const accuracy = rightMessages / groups.length;
  return { accuracy, f1, groups: sizeOfGroup.size, statements: sizeOfStatement.size, mixed };
}

function countsOf(values: readonly unknown[]): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
