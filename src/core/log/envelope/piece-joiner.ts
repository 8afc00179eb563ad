import { decodeField } from "../field-coding.ts";
import { RAW } from "../field-table.ts";
import type { WorkBuffer } from "../work-buffer.ts";
import type { Unwrapper } from "./unwrapper.ts";

/** More of a line is not joined. */
const MAX_JOINED_BYTES = 1 << 20;

/** Puts the pieces of a line together in scratch. */
export class PieceJoiner {
  /** The line joined last. */
  start = 0;
  end = 0;
  /** Its end was left out. */
  isLong = false;

  constructor(private readonly work: WorkBuffer) {}

  /** Joins the contents of `layer` in `pieces` (begin and end of each); the layer's fields are those of the first piece. */
  join(layer: Unwrapper, pieces: readonly number[]): void {
    const { work } = this;
    this.isLong = false;
    this.start = work.reserve(0);
    this.end = this.start;
    for (let i = 0; i < pieces.length; i += 2) {
      layer.unwrap(work.bytes, pieces[i], pieces[i + 1]);
      const room = MAX_JOINED_BYTES - (this.end - this.start);
      if (room > 0) this.append(layer, room);
      else this.isLong = true;
    }
    work.hold();
    layer.unwrap(work.bytes, pieces[0], pieces[1]);
  }

  private append({ start, end, coding }: Unwrapper, room: number): void {
    const { work } = this;
    const at = work.reserve(end - start);
    const { bytes } = work;
    const to = coding === RAW ? at + end - start : decodeField(coding, bytes, start, end, bytes, at);
    if (coding === RAW) bytes.copyWithin(at, start, end);
    this.isLong ||= to - at > room;
    this.end = Math.min(to, at + room);
    work.commit(this.end);
  }
}
