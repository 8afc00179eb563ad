import { EVENT_BUDGET } from "./database.ts";

/** Memory for columns; beyond it the store keeps a consistent sample of requests. */
const MEMORY_BUDGET_BYTES = 1_200_000_000;

export interface Settings {
  readonly workers: number;
  readonly memoryBudgetBytes: number;
  /** Rows of the event table at most; 0 leaves the database out altogether. */
  readonly database: number;
  /** Whether an analysis stops when many lines were rejected. */
  readonly asksAboutRejects: boolean;
}

const MOST_WORKERS = 8;

/**
 * Settings from the address: `?workers=N`, `?memory=BYTES`, `?database=ROWS`, `?rejects=accept`. Anything else, or anything out of range,
 * falls back to the default: as many workers as the machine has processors, eight at most.
 */
export function readSettings(search: string, processors: number): Settings {
  const given = new URLSearchParams(search);
  const number = (name: string, fallback: number, least: number, most: number) => {
    const text = given.get(name);
    const value = text === null || !/^\d+$/.test(text) ? Number.NaN : Number(text);
    return value >= least && value <= most ? value : fallback;
  };
  return {
    workers: number("workers", Math.max(1, Math.min(MOST_WORKERS, processors)), 1, 16),
    memoryBudgetBytes: number("memory", MEMORY_BUDGET_BYTES, 1 << 20, 2 ** 40),
    database: number("database", EVENT_BUDGET, 0, 2 ** 40),
    asksAboutRejects: given.get("rejects") !== "accept",
  };
}
