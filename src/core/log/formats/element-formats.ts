import type { ElementFormat } from "../element-format.ts";
import { jaegerFormat } from "../jaeger-format.ts";
import type { SourceFormat } from "../source-plan.ts";
import { chromeTraceFormat } from "./chrome-trace.ts";
import { harFormat } from "./har.ts";
import { otlpFormat } from "./otlp.ts";
import { xesFormat } from "./xes.ts";
import { zipkinFormat } from "./zipkin.ts";

/** All formats of documents. */
export const ELEMENT_FORMATS: readonly ElementFormat[] = [
  jaegerFormat,
  zipkinFormat,
  otlpFormat,
  chromeTraceFormat,
  harFormat,
  xesFormat,
];

/** The format of documents of that name, undefined if it is one of lines. */
export function elementFormatOf(name: SourceFormat): ElementFormat | undefined {
  return ELEMENT_FORMATS.find((format) => format.name === name);
}
