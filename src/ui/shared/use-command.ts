import { useEffect, useRef } from "preact/hooks";
import { commandRegistry, type ViewCommandId } from "../../app/command-registry.ts";

/**
 * Carries out a command while the component is on screen: its key, the palette and the help then know it.
 * @param run null while it cannot be done
 */
export function useCommand(id: ViewCommandId, run: (() => void) | null): void {
  const latest = useRef(run);
  latest.current = run;
  const can = run !== null;
  useEffect(() => (can ? commandRegistry.register(id, () => latest.current?.()) : undefined), [id, can]);
}
