import type { SampleReport } from "../log/sample-report.ts";
import { formatCount, formatCountOf, formatShare } from "./number-format.ts";
import { TOO_FEW_REQUESTS } from "./summary-words.ts";

/** One line of the readiness meter. */
export interface ReadinessLine {
  readonly name: string;
  readonly value: string;
  /** What is odd about it, in words; null if it looks right. */
  readonly doubt: string | null;
}

/** Labels that hardly repeat are free text: relations need kinds that come again. */
const MOST_LABEL_SHARE = 0.5;
const MOST_LABELS = 60;
const MOST_REJECT_SHARE = 0.2;

/** What the first records say about a mapping: enough to see that a role is wrong before everything is read. */
export function readinessLines(sample: SampleReport, isWhole: boolean): ReadinessLine[] {
  const { records, rejects, worst, events, requests, medianEvents, labels, labelExamples, hosts, tasks } = sample;
  const isFreeText = labels > MOST_LABELS && labels > MOST_LABEL_SHARE * events;
  const isFew = isWhole && requests < TOO_FEW_REQUESTS;
  const total = records + rejects;
  return [
    {
      name: "Records",
      value: formatCount(records),
      doubt: records === 0 ? "no line could be used" : null,
    },
    {
      name: "Requests",
      value: formatCount(requests),
      doubt: isFew ? `below ${TOO_FEW_REQUESTS} every relation is tentative` : null,
    },
    {
      name: "Events a request",
      value: `${formatCount(medianEvents)} median`,
      doubt:
        medianEvents <= 1 && requests > 1
          ? "one event a request leaves nothing to order: is this the request's id?"
          : null,
    },
    {
      name: "Labels",
      value:
        labels === 0
          ? "none"
          : `${formatCount(labels)}, such as ${labelExamples.slice(0, 2).map(shortened).join(", ")}`,
      doubt: isFreeText ? "they hardly repeat: cut out the part that is the same for every request" : null,
    },
    { name: "Hosts", value: `${formatCount(hosts)} with ${formatCountOf(tasks, "kind")} of tasks`, doubt: null },
    {
      name: "Rejected",
      value: rejects === 0 ? "none" : `${formatCount(rejects)} (${formatShare(rejects / Math.max(1, total))})`,
      doubt: worst !== null && rejects > MOST_REJECT_SHARE * total ? `line ${worst.line}: ${worst.reason}` : null,
    },
  ];
}

/** Characters of a label that tell what it is like. */
const MOST_CHARACTERS = 28;

function shortened(label: string): string {
  return label.length > MOST_CHARACTERS ? `${label.slice(0, MOST_CHARACTERS)}…` : label;
}
