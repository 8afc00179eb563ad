import type { ClassMap } from "../trace/classes.ts";
import type { EventTable } from "../trace/event-table.ts";
import { requestClasses } from "../trace/request-classes.ts";
import type { CatalogNames } from "./names.ts";
import type { FilterText } from "./request-filter.ts";
import { filterOf } from "./request-filter.ts";
import { RequestMask } from "./request-mask.ts";
import type { CachedTable } from "./table-cache.ts";

/** Filters whose masks are kept per table: the present one, and those that were just left. */
const MOST_MASKS = 4;

/** A partition with the classes of its requests: −1 = of none, or left out by the filter. */
export interface ClassifiedTable {
  readonly table: EventTable;
  readonly classOfRequest: Int32Array;
  /** 1 per request that the filter keeps; null without a filter. */
  readonly mask: Uint8Array | null;
}

/** Works out once per table which class each request has, and which requests a filter keeps. */
export class Classifier {
  private latest: { readonly filter: FilterText; readonly mask: RequestMask } | null = null;

  /** @param terminalLabel label that ends a request, −1 = the last event */
  constructor(
    private readonly names: CatalogNames,
    private readonly classMap: ClassMap,
    private readonly terminalLabel: number,
  ) {}

  classify(cached: CachedTable, filter: FilterText): ClassifiedTable {
    const { table } = cached;
    cached.classOfRequest ??= requestClasses(table, this.names.catalog, this.classMap, cached.signatures);
    const { classOfRequest } = cached;
    if (filter === "") return { table, classOfRequest, mask: null };
    const mask = this.maskOf(cached, classOfRequest, filter);
    return { table, classOfRequest: classOfRequest.map((id, request) => (mask[request] === 1 ? id : -1)), mask };
  }

  private maskOf({ masks, table }: CachedTable, classOfRequest: Int32Array, filter: FilterText): Uint8Array {
    const mask = masks.get(filter) ?? this.requestMask(filter).of(table, classOfRequest);
    masks.delete(filter);
    masks.set(filter, mask);
    for (const old of masks.keys()) {
      if (masks.size <= MOST_MASKS) break;
      masks.delete(old);
    }
    return mask;
  }

  private requestMask(filter: FilterText): RequestMask {
    if (this.latest?.filter !== filter) {
      this.latest = { filter, mask: new RequestMask(filterOf(filter), this.names, this.terminalLabel) };
    }
    return this.latest.mask;
  }
}
