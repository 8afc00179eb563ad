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
  /** Stops what is being read or built, as the Cancel button does. */
  cancel?(): void;
}

export interface AnalysisState {
  readonly phase: string;
  /** A sentence for the user, when the phase needs one. */
  readonly message?: string;
}

declare global {
  var whydunit: Automation;
}

/** The files that every export contains. */
export const EXPORTED_FILES = ["summary.json", "model.json", "requests.csv", "recipe.json"] as const;

/** The app as a user meets it: tests and programs say what they want, only this file knows where to click. */
export class AppDriver {
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

  /** Hands files to the app, as the file dialog would; large ones are not copied. */
  async chooseFiles(paths: readonly string[]): Promise<void> {
    await this.page.locator('[data-testid="file-input"]').setInputFiles([...paths]);
  }

  /** Resolves when a result or a reason for none is on screen; the database may still be filled. */
  async whenShown(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { phase } = globalThis.whydunit.analysisState();
      return phase === "ready" || phase === "failed" || phase === "mapping";
    });
  }

  async whenIdle(): Promise<void> {
    await this.page.evaluate(() => globalThis.whydunit.whenIdle());
  }

  analysisState(): Promise<AnalysisState> {
    return this.page.evaluate(() => {
      const { phase, message } = globalThis.whydunit.analysisState();
      return message === undefined ? { phase } : { phase, message };
    });
  }

  /** Cancels and returns the time (ms) until the app is idle; null if the app offers no cancelling. */
  cancelLatencyMs(): Promise<number | null> {
    return this.page.evaluate(async () => {
      if (globalThis.whydunit.cancel === undefined) return null;
      const begin = performance.now();
      globalThis.whydunit.cancel();
      await globalThis.whydunit.whenIdle();
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
