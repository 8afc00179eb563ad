/** A label at the end of a stacked band. Shares of the height, from the top. */
export interface StackLabel {
  readonly at: number;
  /** Middle of what it names. */
  readonly ofShare: number;
}

/**
 * Places labels beside the middles of their bands, at least `apart` from each other and within the height: each group of
 * labels that would touch is spread around its middle. Bands come in order, from the top or from the bottom.
 */
export function stackLabels(middles: readonly number[], apart: number): StackLabel[] {
  const order = middles.map((ofShare, at) => ({ at, ofShare })).sort((a, b) => a.ofShare - b.ofShare);
  // More than fit share the height evenly.
  const gap = Math.min(apart, 1 / Math.max(1, order.length));
  let groups = order.map(({ ofShare }) => ({ count: 1, middle: ofShare }));
  for (let touched = true; touched; ) {
    touched = false;
    const merged: typeof groups = [];
    for (const group of groups.map((each) => within(each, gap))) {
      const last = merged[merged.length - 1];
      const reach = last === undefined ? Number.NEGATIVE_INFINITY : last.middle + (last.count * gap) / 2;
      if (last === undefined || group.middle - (group.count * gap) / 2 >= reach - 1e-9) {
        merged.push(group);
        continue;
      }
      const count = last.count + group.count;
      merged[merged.length - 1] = { count, middle: (last.middle * last.count + group.middle * group.count) / count };
      touched = true;
    }
    groups = merged;
  }
  const places = groups.flatMap(({ count, middle }) =>
    Array.from({ length: count }, (_, i) => middle + (i - (count - 1) / 2) * gap),
  );
  const labels = new Array<StackLabel>(middles.length);
  order.forEach(({ at, ofShare }, place) => {
    labels[at] = { at: places[place], ofShare };
  });
  return labels;
}

function within(group: { readonly count: number; readonly middle: number }, gap: number) {
  const half = (group.count * gap) / 2;
  return { count: group.count, middle: Math.max(half, Math.min(1 - half, group.middle)) };
}
