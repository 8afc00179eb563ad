import type { JsonElementKind, JsonPart } from "../json-elements.ts";
import { firstOf, isObject, listOf, memberOf, textOf } from "../json-value.ts";
import type { TraceSpan } from "../trace-unit.ts";

/** Where the server's half of a shared span runs: a task of its own. */
const SERVER_HALF = "/server";

/** What is read of Zipkin v2 (https://zipkin.io/zipkin-api/). An element is a span or an array of spans. */
export const zipkinTrace: JsonElementKind = {
  places: {
    arrays: [],
    topArray: "elements",
    elementKeys: ["traceId", "id"],
    wholeKeys: [],
    lineKeys: [],
    isMany: true,
  },
  exactKeys: [],
  refusal: 'is neither a span (with "traceId" and "id") nor an array of spans',
  parts,
  unit: readSpan,
};

function parts(element: unknown): readonly JsonPart[] | undefined {
  if (Array.isArray(element)) return element.map((value) => ({ value, within: element }));
  if (!isObject(element) || (element.traceId === undefined && element.id === undefined)) return undefined;
  return [{ value: element, within: undefined }];
}

function readSpan({ value: span }: JsonPart): TraceSpan | undefined {
  if (!isObject(span)) return undefined;
  const { localEndpoint, tags } = span;
  const endpoint = (name: string) => textOf(memberOf(localEndpoint, name));
  const tag = (name: string) => textOf(memberOf(tags, name));
  const service = endpoint("serviceName");
  const id = textOf(span.id).toLowerCase();
  return {
    tells: "span",
    traceId: textOf(span.traceId).toLowerCase(),
    spanId: span.shared === true && id !== "" ? id + SERVER_HALF : id,
    parentId: textOf(span.parentId).toLowerCase(),
    service,
    operation: textOf(span.name),
    kind: textOf(span.kind).toLowerCase(),
    host: firstOf(tag("host.name"), tag("hostname"), tag("k8s.pod.name"), endpoint("ipv4"), endpoint("ipv6"), service),
    start: textOf(span.timestamp),
    end: "",
    duration: textOf(span.duration),
    events: listOf(span.annotations).map((annotation) => ({
      time: textOf(memberOf(annotation, "timestamp")),
      label: textOf(memberOf(annotation, "value")),
    })),
  };
}
