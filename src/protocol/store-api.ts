import type { StoreService } from "../core/analysis/store-service.ts";

/** The one worker where parts are merged: `StoreService`, with its documents as Blobs. Calls are answered in order. */
export type StoreApi = Omit<StoreService, "modelPieces" | "requestPieces"> & {
  /** `model.json` */
  modelDocument(): Blob;
  /** `requests.csv` */
  requestsCsv(): Blob;
};
