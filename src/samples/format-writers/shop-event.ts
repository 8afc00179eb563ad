import type { GenerateOptions } from "../generate-requests.ts";
import { recordBlocks } from "../record-merge.ts";
import type { SystemPlan } from "../system-plan.ts";

const NS_PER_MS = 1_000_000n;

/** One log entry, with all that any of the formats writes of it. */
export interface ShopEvent {
  /** Whole ms since 1970, cut off: what the coarsest of the formats can tell. */
  readonly epochMs: number;
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits, one per task of a request. */
  readonly spanId: string;
  readonly host: string;
  readonly service: string;
  readonly message: string;
}

/** The entries of all requests in the order of their stamps, as one collector would write them. */
export function* shopEvents(plan: SystemPlan, options: GenerateOptions): Generator<ShopEvent> {
  const { originNs, tasks } = plan.spec;
  const taskIndices = new Map(tasks.map(({ name }, index) => [name, index]));
  for (const block of recordBlocks(plan, options)) {
    for (let row = 0; row < block.count; row++) {
      const { task, component, label } = plan.events[block.eventIndex[row]];
      const traceId = traceIdOf(block.requestIndex[row]);
      yield {
        epochMs: Number((originNs + BigInt(block.timeNs[row])) / NS_PER_MS),
        traceId,
        spanId: spanIdOf(block.requestIndex[row], taskIndices.get(task) ?? 0),
        host: plan.hosts[block.hostIndex[row]],
        service: component,
        message: label,
      };
    }
  }
}

/** 32 hex digits that look drawn, the same for the same request. */
export function traceIdOf(request: number): string {
  return [1, 2, 3, 4].map((word) => mixed(request * 4 + word)).join("");
}

function spanIdOf(request: number, task: number): string {
  return mixed(request * 64 + task + 0x10000000) + mixed(request * 64 + task + 0x20000000);
}

/** Eight hex digits: the finaliser of MurmurHash3, which is a permutation of 32-bit numbers. */
function mixed(value: number): string {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0).toString(16).padStart(8, "0");
}
