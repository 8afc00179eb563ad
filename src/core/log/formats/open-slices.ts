import { listOf, textOf } from "../json-value.ts";

/** The beginning of a slice of a track (a thread, or an asynchronous id) whose end has not come yet. */
export interface OpenSlice {
  readonly time: string;
  readonly category: string;
  readonly name: string;
  /** The request its own arguments name, "" if none; and that of the slices around it. */
  readonly request: string;
  readonly outerRequest: string;
}

/** Beyond these the oldest are given up as never ended. */
const MAX_PER_TRACK = 1000;
const MAX_TRACKS = 4096;

/** The slices that are open at a place of a file, by track: what the rest of the file needs to know of the beginning. */
export class OpenSlices {
  private readonly tracks = new Map<string, OpenSlice[]>();
  private givenUp = 0;

  /** @param saved what `save` gave, anything else stands for none */
  constructor(saved: unknown) {
    const [givenUp, ...tracks] = listOf(saved);
    if (typeof givenUp === "number") this.givenUp = givenUp;
    for (const track of tracks) {
      const [key, ...slices] = listOf(track);
      const open = slices.map((slice) => {
        const [time, category, name, request, outerRequest] = listOf(slice).map(textOf);
        return { time, category, name, request, outerRequest };
      });
      this.tracks.set(String(key), open);
    }
  }

  save(): unknown {
    const tracks = [...this.tracks].map(([key, slices]) => [
      key,
      ...slices.map(({ time, category, name, request, outerRequest }) => [time, category, name, request, outerRequest]),
    ]);
    return [this.givenUp, ...tracks];
  }

  /** Slices that never ended, if the file ends here. */
  get neverEnded(): number {
    let count = this.givenUp;
    for (const slices of this.tracks.values()) count += slices.length;
    return count;
  }

  /** The request of the innermost open slice of a track, "" if it has none. */
  requestOf(track: string): string {
    const top = this.tracks.get(track)?.at(-1);
    return top === undefined ? "" : top.request || top.outerRequest;
  }

  begin(track: string, slice: OpenSlice): void {
    let slices = this.tracks.get(track);
    if (slices === undefined) {
      if (this.tracks.size === MAX_TRACKS) this.giveUpOldest();
      slices = [];
      this.tracks.set(track, slices);
    }
    slices.push(slice);
    if (slices.length <= MAX_PER_TRACK) return;
    slices.shift();
    this.givenUp++;
  }

  /** Closes the innermost open slice, by name where there is one of that name; undefined if none is open. */
  end(track: string, name: string): OpenSlice | undefined {
    const slices = this.tracks.get(track);
    if (slices === undefined) return undefined;
    const named = name === "" ? -1 : slices.findLastIndex((slice) => slice.name === name);
    const [slice] = slices.splice(named < 0 ? slices.length - 1 : named, 1);
    if (slices.length === 0) this.tracks.delete(track);
    return slice;
  }

  private giveUpOldest(): void {
    for (const [key, slices] of this.tracks) {
      this.givenUp += slices.length;
      this.tracks.delete(key);
      return;
    }
  }
}
