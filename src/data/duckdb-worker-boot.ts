import scriptUrl from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url";
import wasmUrl from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?gzip-url";
import { POLICY_NAME, startScriptWorker } from "../protocol/trusted-types.ts";
import prelude from "./duckdb-worker-prelude.js?raw";

export interface BootedWorker {
  readonly worker: Worker;
  /** The one address that the worker may fetch. */
  readonly wasmUrl: string;
}

/**
 * Starts the worker of the database from files of our own (the `eh` build: exceptions, no threads, no special headers).
 * The script begins with the prelude, which closes the network, and then loads DuckDB's worker script.
 */
export function bootDuckDbWorker(): BootedWorker {
  const absolute = (url: string) => new URL(url, document.baseURI).href;
  const settings = { scriptUrl: absolute(scriptUrl), wasmUrl: absolute(wasmUrl), policyName: POLICY_NAME };
  const source = `(${prelude.trim().replace(/;$/, "")})(self, ${JSON.stringify(settings)});`;
  return { worker: startScriptWorker(source, "duckdb"), wasmUrl: settings.wasmUrl };
}
