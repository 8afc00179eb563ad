import type { FilterText } from "../src/core/analysis/request-filter.ts";
import { StoreService } from "../src/core/analysis/store-service.ts";
import type { StoreApi } from "../src/protocol/store-api.ts";
import { exposeApi } from "./expose.ts";

/** Pieces of a document as one Blob, without ever holding it as one string. */
function blobOf(pieces: Iterable<string>, type: string): Blob {
  const parts: string[] = [];
  let pending = "";
  for (const piece of pieces) {
    pending += piece;
    if (pending.length < 1 << 20) continue;
    parts.push(pending);
    pending = "";
  }
  return new Blob([...parts, pending], { type });
}

class StoreWorker extends StoreService implements StoreApi {
  modelDocument(filter: FilterText = ""): Blob {
    return blobOf(this.modelPieces(filter), "application/json");
  }

  requestsCsv(filter: FilterText = ""): Blob {
    return blobOf(this.requestPieces(filter), "text/csv");
  }

  async encodedTables() {
    const { arrowBuffers } = await import("../src/data/arrow-pieces.ts");
    return this.databaseTables().map(({ table, columns }) => ({ table, pieces: arrowBuffers(columns) }));
  }
}

/** Rows put aside lie in Blobs, outside this worker's memory. */
const keep = (bytes: ArrayBuffer) => {
  const blob = new Blob([bytes]);
  return () => blob.arrayBuffer();
};

exposeApi<StoreWorker>(new StoreWorker(keep), ["rawPartition", "encodedTables"]);
