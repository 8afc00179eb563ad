import { expose, transfer } from "comlink";
import { transferables } from "../src/protocol/transferables.ts";

/**
 * Offers the methods of an object to the page. Results of `moved` methods change hands instead of being copied: they
 * must be fresh, not part of what the worker keeps.
 */
export function exposeApi<T extends object>(api: T, moved: readonly (keyof T)[]): void {
  for (const name of moved) {
    const method = api[name] as (...args: unknown[]) => unknown;
    const moving = async (...args: unknown[]) => {
      const result = await method.apply(api, args);
      return typeof result === "object" && result !== null ? transfer(result, transferables(result)) : result;
    };
    Object.defineProperty(api, name, { value: moving });
  }
  expose(api);
}
