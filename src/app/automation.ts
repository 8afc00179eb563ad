import type { QueryName } from "../data/queries.ts";
import type { Session } from "./session.ts";

/** What programs that drive the app may rely on: `npm run analyze`, tests and benches. */
export interface Automation {
  /** Resolves when nothing is being read, analysed, filled or drawn. */
  whenIdle(): Promise<void>;
  /** Where the session stands, with a sentence if there is one to say; while files are read, the events so far. */
  analysisState(): { readonly phase: string; readonly message?: string; readonly events?: number };
  /** Starts the downloads of all result files. */
  exportFiles(): Promise<void>;
  /** Runs a named query without parameters on the filled database; 64-bit integers come as numbers. */
  query(name: QueryName): Promise<Record<string, unknown>[]>;
  /** Stops what is under way, as the Cancel button does. */
  cancel(): void;
}

/** Offers the automation as `globalThis.whydunit`. */
export function automate(session: Session, exportFiles: () => Promise<void>): void {
  const automation: Automation = {
    whenIdle: () => session.whenIdle(),
    analysisState() {
      const phase = session.phase.value;
      if (phase.name === "failed") return { phase: phase.name, message: phase.message };
      if (phase.name === "empty" && phase.notice !== null) return { phase: phase.name, message: phase.notice };
      if (phase.name === "reading") return { phase: phase.name, events: phase.progress.events };
      if (phase.name !== "mapping") return { phase: phase.name };
      if (phase.question !== undefined) return { phase: phase.name, message: phase.question };
      const unsure = phase.files.filter(({ origin }) => origin === "guess").map(({ file }) => file.name);
      return { phase: phase.name, message: `roles are uncertain for ${unsure.join(", ")}: give a recipe` };
    },
    exportFiles,
    query: (name) => session.database.rows(name),
    cancel: () => session.cancel(),
  };
  Object.defineProperty(globalThis, "whydunit", { value: automation });
}
