import type { EpochUnit } from "../core/log/source-plan.ts";
import { NS_PER_SECOND } from "../core/units.ts";

const DIGIT_ZERO = 48;

/** How stamps are written: "iso" has nine digits of fraction, the others are whole epoch numbers. Coarse units truncate, as loggers do. */
export type StampUnit = "iso" | EpochUnit;

const FRACTION_DIGITS: Readonly<Record<StampUnit, number>> = { iso: 9, ns: 9, us: 6, ms: 3, s: 0 };

/** Writes stamps as ASCII. Consecutive stamps share their second, whose text is kept. */
export class StampEncoder {
  readonly #unit: StampUnit;
  readonly #originSeconds: number;
  readonly #originNanos: number;
  readonly #fractionDigits: number;
  readonly #fractionStepNs: number;
  #second = Number.NaN;
  #secondText = new Uint8Array(0);

  constructor(originNs: bigint, unit: StampUnit) {
    this.#unit = unit;
    this.#originSeconds = Number(originNs / BigInt(NS_PER_SECOND));
    this.#originNanos = Number(originNs % BigInt(NS_PER_SECOND));
    this.#fractionDigits = FRACTION_DIGITS[unit];
    this.#fractionStepNs = 10 ** (9 - this.#fractionDigits);
  }

  /** Writes the stamp `timeNs` after the origin at `at`, at most 30 bytes; returns the position behind it. */
  write(out: Uint8Array, at: number, timeNs: number): number {
    const totalNs = this.#originNanos + timeNs;
    const wholeSeconds = Math.floor(totalNs / NS_PER_SECOND);
    const second = this.#originSeconds + wholeSeconds;
    if (second !== this.#second) this.#remember(second);
    const text = this.#secondText;
    for (let k = 0; k < text.length; k++) out[at + k] = text[k]!;
    let end = at + text.length;
    let rest = ((totalNs - wholeSeconds * NS_PER_SECOND) / this.#fractionStepNs) | 0;
    for (let k = this.#fractionDigits - 1; k >= 0; k--) {
      const next = (rest / 10) | 0;
      out[end + k] = DIGIT_ZERO + rest - next * 10;
      rest = next;
    }
    end += this.#fractionDigits;
    if (this.#unit === "iso") out[end++] = 90; // Z
    return end;
  }

  /** The stamp as text. */
  text(timeNs: number): string {
    const out = new Uint8Array(40);
    return String.fromCharCode(...out.subarray(0, this.write(out, 0, timeNs)));
  }

  #remember(second: number): void {
    this.#second = second;
    const text = this.#unit === "iso" ? `${new Date(second * 1000).toISOString().slice(0, 19)}.` : String(second);
    this.#secondText = Uint8Array.from(text, (character) => character.charCodeAt(0));
  }
}
