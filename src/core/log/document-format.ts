import { decodeUtf8 } from "../bytes.ts";
import type { Candidate, FormatSample, SampledStamp } from "./candidate.ts";
import type { ElementFormat } from "./element-format.ts";
import { parseElements } from "./element-slice.ts";
import type { Format } from "./format.ts";

/** Structure that nothing else has. */
const SCORE = 0.99;
const CONFIDENCE = 0.95;
/** Looks like one of these, but its first bytes hold no time. */
const UNSURE = 0.3;

/** The `Format` of documents that are read element by element: known by their structure, with every role fixed by it. */
export function documentFormat(elements: ElementFormat): Format {
  return {
    name: elements.name,
    randomAccess: false,
    framing: "elements",
    columnNames: "none",
    elements,
    parse: (_plan, input) => parseElements(elements, input),
    detect: (sample) => (sample.kind === elements.name ? candidateOf(elements, sample) : null),
  };
}

function candidateOf(elements: ElementFormat, { head, tail }: FormatSample): Candidate {
  const stamps: SampledStamp[] = [];
  for (const bytes of [head, ...(tail ? [tail] : [])]) {
    for (const match of decodeUtf8(bytes).matchAll(elements.stamp)) {
      stamps.push({ text: match[1], unit: elements.timeUnit });
    }
  }
  const hasStamps = stamps.length > 0;
  return {
    plan: { format: elements.name },
    table: { columns: [], rows: [] },
    score: SCORE,
    reasons: [elements.reason, ...(hasStamps ? [] : ["no stamp was found in its first bytes"])],
    fixed: { confidence: hasStamps ? CONFIDENCE : UNSURE, stamps },
  };
}
