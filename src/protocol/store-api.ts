import type { StoreService } from "../core/analysis/store-service.ts";

/** The one worker where parts are merged: `StoreService`, with its documents as Blobs. Calls are answered in order. */
export type StoreApi = Omit<StoreService, "modelPieces" | "requestPieces" | "databaseTables"> & {
  /** `model.json` */
  modelDocument(): Blob;
  /** `requests.csv` */
  requestsCsv(): Blob;
  /** The complete tables of the database as Arrow IPC streams. */
  encodedTables(): Promise<{ readonly table: string; readonly pieces: readonly Uint8Array[] }[]>;
};
