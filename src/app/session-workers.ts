import type { ScanPool } from "../client/scan-pool.ts";
import type { LayoutApi } from "../protocol/layout-api.ts";
import type { ParseApi } from "../protocol/parse-api.ts";
import type { StoreApi } from "../protocol/store-api.ts";
import type { WorkerHandle } from "../protocol/worker-handle.ts";

/** The workers of a session; `main.ts` starts them. */
export interface SessionWorkers {
  readonly parsers: readonly WorkerHandle<ParseApi>[];
  /** Reads compressed files and documents for the parsers. */
  readonly inflater: WorkerHandle<ParseApi>;
  /** Chooses, places and routes what the causal graph shows. */
  readonly layout: WorkerHandle<LayoutApi>;
  readonly store: WorkerHandle<StoreApi>;
  readonly pool: ScanPool;
}
