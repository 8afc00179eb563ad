import type { DetectedReading } from "../../core/log/detect.ts";
import { reasonParts } from "../../core/present/preview-cells.ts";
import { readingWords } from "../../core/present/reading-words.ts";

interface ReadAsProps {
  readonly readings: readonly DetectedReading[];
  readonly chosen: number;
  readonly onChoose: (reading: number) => void;
}

/** How a file can be read: as it was detected, or as one of the next best readings, each with what speaks for it. */
export function ReadAs({ readings, chosen, onChoose }: ReadAsProps) {
  if (readings.length < 2) return null;
  return (
    <fieldset class="panel import-readings">
      <legend class="hidden">Read as</legend>
      <span class="import-readings-title" aria-hidden="true">
        Read as
      </span>
      {readings.map((reading, at) => (
        <label key={at} class="import-reading" data-chosen={at === chosen ? "" : undefined}>
          <input type="radio" name="reading" checked={at === chosen} onChange={() => onChoose(at)} />
          <span>
            <strong>{readingWords(reading.plan)}</strong>
            <span class="quiet">
              {" "}
              {at === 0 ? "as detected, " : ""}confidence {reading.confidence.toFixed(2)}
            </span>
            <span class="import-reading-why">{whyOf(reading)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What was seen of the format; reasons of roles stand with the guesses. */
function whyOf({ reasons }: DetectedReading): string {
  return reasons
    .filter((reason) => reasonParts(reason).role === null)
    .slice(0, 2)
    .join("; ");
}
