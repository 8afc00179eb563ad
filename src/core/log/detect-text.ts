import { type Outcome, success } from "../outcome.ts";
import { type DetectedReading, type Detection, detectSource, type FileSample } from "./detect.ts";
import { type SniffedText, sniffText } from "./encoding/sniff-text.ts";
import { textLayer } from "./encoding/transcoder.ts";
import { formatOf } from "./formats/registry.ts";
import type { PlanWarning } from "./plan-warning.ts";
import { repeatedLines, repeatWarnings } from "./repeated-lines.ts";

/** Fewer lines with broken characters are accidents. */
const MANY_INVALID = 0.01;

/**
 * As `detectSource`, of a file in any encoding: its text is made UTF-8 with line feeds first, and the plan says how. Text
 * with many bytes that are no UTF-8 is read all the same; reading it as windows-1252 is offered (F_ENCODING). Where most
 * lines stand twice in a row, that is told (S_REPEAT).
 */
export function detectText(sample: FileSample): Outcome<Detection> {
  const sniffed = sniffText(sample.head);
  const { encoding, lineEnds } = sniffed;
  const layer = { ...(encoding && { encoding }), ...(lineEnds && { lineEnds }) };
  const text = encoding || lineEnds ? transcoded(sample, layer) : sample;
  const detected = detectSource(text);
  if (!detected.ok) return detected;
  const hasLines = formatOf(detected.value.plan.format).framing !== "elements";
  const isWhole = (text.compression ?? "none") === "none" && text.head.length >= text.size;
  const warnings = [
    ...encodingWarnings(sniffed),
    ...(hasLines ? repeatWarnings(repeatedLines(text.head, isWhole)) : []),
  ];
  const withLayer = <R extends DetectedReading>(reading: R): R => ({
    ...reading,
    plan: { ...reading.plan, ...layer },
    ...(warnings.length > 0 && { warnings: [...(reading.warnings ?? []), ...warnings] }),
  });
  const { alternatives } = detected.value;
  const first = withLayer(detected.value);
  return success(alternatives ? { ...first, alternatives: alternatives.map(withLayer) } : first);
}

function transcoded(sample: FileSample, layer: Parameters<typeof textLayer>[0]): FileSample {
  const text = (bytes: Uint8Array) => {
    const made = textLayer(layer);
    if (made === undefined) return bytes;
    const [most, rest] = [made.push(bytes), made.finish()];
    const all = new Uint8Array(most.length + rest.length);
    all.set(most);
    all.set(rest, most.length);
    return all;
  };
  const isWhole = sample.head.length >= sample.size;
  const head = text(sample.head);
  const { tail, ...others } = sample;
  return {
    ...others,
    head,
    size: isWhole ? head.length : head.length + sample.size,
    ...(tail && { tail: text(tail) }),
  };
}

function encodingWarnings({ invalidShare, invalidLines }: SniffedText): PlanWarning[] {
  if (invalidShare <= MANY_INVALID) return [];
  const sentence = `${invalidLines} lines of the sample hold bytes that are no UTF-8: their characters are shown as \uFFFD`;
  const changes = [{ label: "Read as windows-1252", apply: { encoding: "windows-1252" as const } }];
  return [{ code: "F_ENCODING", count: invalidLines, sentence, changes }];
}
