import type { Dictionary } from "../dictionary.ts";
import type { Windows } from "../model/windows.ts";
import type { Catalog } from "../trace/catalog.ts";
import type { ClassTable } from "../trace/class-tables.ts";
import type { ClassMap } from "../trace/classes.ts";
import type { HostVisits } from "./host-visits.ts";
import type { PathRelations } from "./path-tally.ts";
import type { FilterText } from "./request-filter.ts";

/** Everything a scan needs besides the partitions; grows as an analysis advances. */
export interface ScanContext {
  readonly catalog?: Catalog;
  readonly classMap?: ClassMap;
  readonly tables?: readonly ClassTable[];
  readonly windows?: Windows;
  readonly relations?: readonly PathRelations[];
  /** The relations of filtered analyses, each by its filter. */
  readonly filteredRelations?: ReadonlyMap<FilterText, readonly PathRelations[]>;
  /** Label that ends a request, −1 = the last event. */
  readonly terminalLabel?: number;
}

/** Where a packed partition is kept (in the browser a Blob), and the rank of its first request in the dataset. */
export interface PartitionSource<Handle> {
  readonly partition: number;
  readonly firstRank: number;
  readonly handle: Handle;
}

/** What the dataset is told of the requests of a partition. */
export interface BuiltRequests {
  /** Ids, in order. */
  readonly requests: Dictionary;
  readonly visits: HostVisits;
}

export interface BuiltPartition extends BuiltRequests {
  readonly partition: number;
  readonly requestCount: number;
  readonly eventCount: number;
  readonly packed: ArrayBuffer;
}
