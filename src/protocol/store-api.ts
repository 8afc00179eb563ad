import type { FilterText } from "../core/analysis/request-filter.ts";
import type { StoreService } from "../core/analysis/store-service.ts";

/** The one worker where parts are merged: `StoreService`, with its documents as Blobs. Calls are answered in order. */
export type StoreApi = Omit<StoreService, "modelPieces" | "requestPieces" | "databaseTables"> & {
  /** `model.json`, of all requests or of those that a filter keeps. */
  modelDocument(filter?: FilterText): Blob;
  /** `requests.csv`, likewise. */
  requestsCsv(filter?: FilterText): Blob;
  /** The complete tables of the database as Arrow IPC streams. */
  encodedTables(): Promise<{ readonly table: string; readonly pieces: readonly Uint8Array[] }[]>;
};
