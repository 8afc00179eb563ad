/** A line of which not all pieces have been seen. */
export interface OpenLine {
  readonly stream: string;
  /** The line that its first piece is on, as the caller numbers them, and its position. */
  readonly line: number;
  readonly at: number;
  /** Begin and end of each piece with all its layers, one after the other. */
  readonly pieces: number[];
}

/** A line whose first piece lies farther back than this has lost its end: it is taken as it is. */
export const MAX_OPEN_BYTES = 4 << 20;

/** Lines in pieces, at most one of each stream. What is open depends on the bytes behind the last place with none open. */
export class OpenLines {
  private readonly byStream = new Map<string, OpenLine>();

  get count(): number {
    return this.byStream.size;
  }

  /** Adds a piece to the line of its stream; whether it is the first. */
  add(stream: string, line: number, at: number, start: number, end: number): boolean {
    const known = this.byStream.get(stream);
    if (known === undefined) this.byStream.set(stream, { stream, line, at, pieces: [start, end] });
    else known.pieces.push(start, end);
    return known === undefined;
  }

  /** Takes the line of a stream out. */
  close(stream: string): OpenLine | undefined {
    const line = this.byStream.get(stream);
    this.byStream.delete(stream);
    return line;
  }

  /** Takes the oldest line out if it began too far before `at`. */
  expire(at: number): OpenLine | undefined {
    const oldest = this.oldest();
    return oldest !== undefined && at - oldest.at > MAX_OPEN_BYTES ? this.close(oldest.stream) : undefined;
  }

  /** Takes the oldest line out. */
  closeOldest(): OpenLine | undefined {
    const oldest = this.oldest();
    return oldest && this.close(oldest.stream);
  }

  clear(): void {
    this.byStream.clear();
  }

  /** Streams enter the map in the order of their first pieces. */
  private oldest(): OpenLine | undefined {
    return this.byStream.size === 0 ? undefined : this.byStream.values().next().value;
  }
}
