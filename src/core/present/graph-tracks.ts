/** A link's way along a gutter, by gaps: it enters in one and leaves in another. */
export interface TrackUse {
  readonly firstGap: number;
  readonly lastGap: number;
  /** −1 where the link turns up at that end of its way, 1 where it turns down. */
  readonly turns: readonly [first: number, last: number];
}

/**
 * Tracks of one gutter, from 0 at the top, as few as possible: ways that share a gap never share a track. Ways that turn
 * up lie above those that turn down, and a way around others outside of them. O(n²) for n links.
 */
export function assignTracks(uses: readonly TrackUse[]): { track: Int32Array; count: number } {
  const leaning = uses.map(({ turns: [a, b] }) => a + b);
  const length = uses.map(({ firstGap, lastGap }) => lastGap - firstGap);
  const order = uses
    .map((_, at) => at)
    .sort(
      (a, b) =>
        leaning[a] - leaning[b] ||
        -Math.sign(leaning[a]) * (length[a] - length[b]) ||
        uses[a].turns[0] - uses[b].turns[0] ||
        uses[a].firstGap - uses[b].firstGap ||
        a - b,
    );
  const track = new Int32Array(uses.length);
  let count = 0;
  order.forEach((use, place) => {
    for (let earlier = 0; earlier < place; earlier++) {
      const other = order[earlier];
      const apart = uses[use].firstGap > uses[other].lastGap || uses[other].firstGap > uses[use].lastGap;
      if (!apart) track[use] = Math.max(track[use], track[other] + 1);
    }
    count = Math.max(count, track[use] + 1);
  });
  return { track, count };
}
