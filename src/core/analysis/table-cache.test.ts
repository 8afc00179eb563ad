import { describe, expect, it } from "vitest";
import { engineDataset } from "../../testing/engine-dataset.ts";
import { traceDiagram } from "../../testing/trace-diagram.ts";
import { packTable } from "../trace/table-codec.ts";
import { TableCache } from "./table-cache.ts";

const { tables } = engineDataset(traceDiagram(Array.from({ length: 12 }, () => "A ==\nB   ==").join("\n\n")).events);
const packed = tables.map(packTable);

function counting(mostBytes: number) {
  const loads: number[] = [];
  const cache = new TableCache<number>(async (handle) => {
    loads.push(handle);
    return packed[handle].slice(0);
  }, mostBytes);
  return { cache, loads, get: (handle: number) => cache.get(tables[handle].partition, handle) };
}

describe("unpacked tables", () => {
  it("are read once while there is room", async () => {
    const { get, loads } = counting(1e9);
    const first = await get(0);
    expect(first.table).toEqual(tables[0]);
    await get(1);
    expect(await get(0)).toBe(first);
    expect(loads).toEqual([0, 1]);
  });

  it("are dropped beyond the budget, those read first before others, the latest never", async () => {
    const { get, loads } = counting(packed[0].byteLength + packed[1].byteLength);
    for (const handle of [0, 1, 2, 2, 0]) await get(handle);
    expect(loads.slice(0, 3)).toEqual([0, 1, 2]);
    expect(loads.filter((handle) => handle === 0).length).toBe(2);
    const tiny = counting(1);
    await tiny.get(0);
    await tiny.get(0);
    expect(tiny.loads).toEqual([0]);
  });

  it("count once when two questions read them at one time", async () => {
    const { cache, get, loads } = counting(packed[0].byteLength + packed[1].byteLength);
    await Promise.all([get(0), get(0)]);
    await get(1);
    await get(0);
    expect(loads).toEqual([0, 0, 1]);
    cache.clear();
    await get(1);
    expect(loads).toEqual([0, 0, 1, 1]);
  });

  it("forget classes and masks, but not rows", async () => {
    const { cache, get, loads } = counting(1e9);
    const cached = await get(0);
    cached.classOfRequest = new Int32Array(1);
    cached.masks.set("1;class=0", new Uint8Array(1));
    cache.forgetClasses();
    expect(await get(0)).toBe(cached);
    expect([cached.classOfRequest, cached.masks.size, loads.length]).toEqual([null, 0, 1]);
  });
});
