import { bench, describe } from "vitest";
import { jaegerBytes } from "../../samples/jaeger-writer.ts";
import { otlpBytes } from "../../samples/otlp-writer.ts";
import { sharedLock } from "../../samples/scenarios.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { zipkinBytes } from "../../samples/zipkin-writer.ts";
import { encodeUtf8 } from "../bytes.ts";
import { parseBlock } from "./file-reading.ts";
import { BlockFramer } from "./framing.ts";
import type { DocumentFormat } from "./source-plan.ts";

const BYTES = 8 << 20;
const context = { fileIndex: 0, originNs: 1_700_000_000_000_000_000n, keepPartitions: 64 };
const options = { requests: 1e6, seed: 2, meanGapNs: 1e6 };
const plan = planSystem(sharedLock());

/** The chunks of a document up to about 8 MiB, and its end. */
function some(chunks: Iterable<Uint8Array>, end: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size > BYTES) break;
  }
  return new Uint8Array(Buffer.concat([...parts, encodeUtf8(end)]));
}

function* chromeBytes(isPaired: boolean): Generator<Uint8Array> {
  yield encodeUtf8('{"traceEvents":[{"ph":"M"}');
  for (let i = 0; ; i++) {
    const common = `"pid":1,"tid":${i % 7},"cat":"net","name":"op ${i % 30}"`;
    const rest = `${common},"args":{"request_id":"r${i >> 3}"}`;
    yield encodeUtf8(
      isPaired
        ? `,\n{"ph":"B","ts":${i}.5,${rest}},\n{"ph":"E","ts":${i}.75,${common}}`
        : `,\n{"ph":"X","ts":${i}.5,"dur":3.25,${rest}}`,
    );
  }
}

const DOCUMENTS: readonly (readonly [string, DocumentFormat, Uint8Array])[] = [
  ["jaeger", "jaeger", some(jaegerBytes(plan, options), "]}")],
  ["zipkin", "zipkin", some(zipkinBytes(plan, options), "]")],
  ["otlp", "otlp", some(otlpBytes(plan, options), "")],
  ["chrome, complete events", "chrome-trace", some(chromeBytes(false), "]}")],
  ["chrome, pairs", "chrome-trace", some(chromeBytes(true), "]}")],
];

/** Operations per second times eight are MiB per second. */
describe.each(DOCUMENTS)("8 MiB of %s", (_, format, bytes) => {
  const framed = () => {
    const framer = new BlockFramer({ format, compression: "none" });
    const pushed = framer.push(bytes);
    return pushed.ok ? [...pushed.value, ...framer.finish()] : [];
  };
  const blocks = framed();
  bench("cut into blocks", () => {
    framed();
  });
  bench("parse the blocks", () => {
    for (const block of blocks) parseBlock({ format, compression: "none" }, block, 0, context);
  });
});
