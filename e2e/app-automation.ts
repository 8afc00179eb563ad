import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Download, Page } from "@playwright/test";

/** What the app tells programs that drive it. */
interface Automation {
  /** Resolves when nothing is being read, built or drawn. */
  whenIdle(): Promise<void>;
  analysisState(): AnalysisState;
  /** Starts the downloads of all result files. */
  exportFiles(): Promise<void>;
  query(name: string): Promise<Record<string, unknown>[]>;
  /** Stops what is being read or built, as the Cancel button does. */
  cancel?(): void;
}

export interface AnalysisState {
  readonly phase: string;
  /** A sentence for the user, when the phase needs one. */
  readonly message?: string;
  /** While files are read: events so far. */
  readonly events?: number;
}

declare global {
  var whydunit: Automation;
}

/** The files that every export contains. */
export const EXPORTED_FILES = ["summary.json", "model.json", "requests.csv", "recipe.json", "rejects.csv"] as const;

/** What the app does for programs, without a click: opening, waiting, queries, cancelling, exports. */
export class AppAutomation {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /**
   * Opens the app and waits until it can be used.
   * @param address of the served folder, ending in "/"
   * @param query for example { workers: "2" }
   */
  async open(address: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
    const search = new URLSearchParams(query).toString();
    await this.page.goto(address + (search === "" ? "" : `?${search}`));
    await this.page.waitForFunction(() => globalThis.whydunit !== undefined);
    await this.whenIdle();
  }

  /** Cancels from within the page, as the button does, as soon as events have been read. Throws if reading ends first. */
  cancelWhileReading(): Promise<void> {
    return this.page.evaluate(async () => {
      for (;;) {
        const { phase, events } = globalThis.whydunit.analysisState();
        if (phase === "reading" && events !== undefined && events > 0) break;
        if (phase === "analysing" || phase === "ready" || phase === "failed") throw new Error(`the phase was ${phase}`);
        await new Promise((resolve) => setTimeout(resolve));
      }
      globalThis.whydunit.cancel?.();
    });
  }

  /** Resolves when a result or a reason for none is on screen; the database may still be filled. */
  async whenShown(): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const { phase } = globalThis.whydunit.analysisState();
        return phase === "ready" || phase === "failed" || phase === "mapping";
      },
      null,
      // Not once per frame: asking for frames costs the analysis a part of a core.
      { polling: 50 },
    );
  }

  async whenIdle(): Promise<void> {
    await this.page.evaluate(() => globalThis.whydunit.whenIdle());
  }

  /** Rows of a named query of the database. */
  query(name: string): Promise<Record<string, unknown>[]> {
    return this.page.evaluate((query) => globalThis.whydunit.query(query), name);
  }

  analysisState(): Promise<AnalysisState> {
    return this.page.evaluate(() => {
      const { phase, message } = globalThis.whydunit.analysisState();
      return message === undefined ? { phase } : { phase, message };
    });
  }

  /** Brings a result to the screen that a hash names, and waits until everything there has been drawn. */
  async goTo(hash: string): Promise<void> {
    await this.page.evaluate((target) => {
      location.hash = target;
    }, hash);
    await this.whenIdle();
    // What a view asks the workers for is not the session's business: wait until nothing says that it is waiting.
    await this.page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    await this.whenIdle();
  }

  /** Cancels and returns the time (ms) until another screen is shown; null if nothing is under way. */
  cancelLatencyMs(): Promise<number | null> {
    return this.page.evaluate(async () => {
      const { phase } = globalThis.whydunit.analysisState();
      if (globalThis.whydunit.cancel === undefined || phase === "ready" || phase === "empty") return null;
      const title = () => document.querySelector("h1")?.textContent;
      const before = title();
      const begin = performance.now();
      globalThis.whydunit.cancel();
      while (title() === before) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - begin;
    });
  }

  /**
   * Saves all exported files into `folder` (created if missing) and returns their names.
   * Throws when one of `EXPORTED_FILES` does not arrive within the time (ms).
   */
  async exportTo(folder: string, timeoutMs = 120_000): Promise<string[]> {
    await mkdir(folder, { recursive: true });
    const saved: Promise<string>[] = [];
    const missing = new Set<string>(EXPORTED_FILES);
    let complete = () => {};
    const arrived = new Promise<void>((resolve) => {
      complete = resolve;
    });
    const receive = (download: Download) => {
      const name = basename(download.suggestedFilename());
      saved.push(download.saveAs(join(folder, name)).then(() => name));
      missing.delete(name);
      if (missing.size === 0) complete();
    };
    this.page.on("download", receive);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`The app did not export ${[...missing].join(", ")}.`)), timeoutMs);
    });
    try {
      await Promise.race([Promise.all([this.page.evaluate(() => globalThis.whydunit.exportFiles()), arrived]), late]);
      return (await Promise.all(saved)).sort();
    } finally {
      clearTimeout(timer);
      this.page.off("download", receive);
    }
  }
}
