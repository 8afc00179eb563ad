import { join } from "node:path";
import { describe } from "vitest";
import { jaegerBytes } from "../../samples/jaeger-writer.ts";
import { otlpBytes } from "../../samples/otlp-writer.ts";
import { sharedLock } from "../../samples/scenarios.ts";
import { planSystem } from "../../samples/system-plan.ts";
import { zipkinBytes } from "../../samples/zipkin-writer.ts";
import { benchBest } from "../../testing/best-run.ts";
import { bundled } from "../../testing/bundled.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { DocumentFormat } from "./source-plan.ts";

// `npx vitest bench src/core/log/element-slice.bench.ts`
const { parseBlock } = await bundled<typeof import("./file-reading.ts")>(join(import.meta.dirname, "file-reading.ts"));
const { BlockFramer } = await bundled<typeof import("./framing.ts")>(join(import.meta.dirname, "framing.ts"));

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

describe.each(DOCUMENTS)("8 MiB of %s", (name, format, bytes) => {
  const framed = () => {
    const framer = new BlockFramer({ format, compression: "none" });
    const pushed = framer.push(bytes);
    return pushed.ok ? [...pushed.value, ...framer.finish()] : [];
  };
  const blocks = framed();
  const speed = (seconds: number) => `${(bytes.length / seconds / 1e6).toFixed(0)} MB/s`;
  benchBest(`${name}, cut into blocks`, framed, speed);
  benchBest(
    `${name}, parsed`,
    () => {
      for (const block of blocks) parseBlock({ format, compression: "none" }, block, 0, context);
    },
    speed,
  );
});
