import layoutUrl from "../workers/layout.ts?worker&url";
import packerUrl from "../workers/packer.ts?worker&url";
import parseUrl from "../workers/parse.ts?worker&url";
import scanUrl from "../workers/scan.ts?worker&url";
import storeUrl from "../workers/store.ts?worker&url";
import { automate } from "./app/automation.ts";
import { Database } from "./app/database.ts";
import { allFiles } from "./app/exports.ts";
import { SavedRecipes } from "./app/saved-recipes.ts";
import { Session } from "./app/session.ts";
import { readSettings } from "./app/settings.ts";
import { ScanPool } from "./client/scan-pool.ts";
import type { LayoutApi } from "./protocol/layout-api.ts";
import type { PackerApi } from "./protocol/packer-api.ts";
import type { ParseApi } from "./protocol/parse-api.ts";
import type { ScanApi } from "./protocol/scan-api.ts";
import type { StoreApi } from "./protocol/store-api.ts";
import { allowWorkerScripts, startModuleWorker } from "./protocol/trusted-types.ts";
import { WorkerHandle } from "./protocol/worker-handle.ts";
import { renderApp } from "./ui/app-view.tsx";
import { downloadFiles } from "./ui/shared/download.ts";
import { storedText } from "./ui/shared/stored-text.ts";
import { loadViews } from "./ui/shell/lazy-view.tsx";

/** The composition root: builds workers, session and views; nothing else constructs them. */
const settings = readSettings(location.search, navigator.hardwareConcurrency);
allowWorkerScripts([layoutUrl, packerUrl, parseUrl, scanUrl, storeUrl]);

const parser = (name: string) => new WorkerHandle<ParseApi>(() => startModuleWorker(parseUrl, name), `the ${name}`);
const workers = {
  parsers: Array.from({ length: settings.workers }, (_, at) => parser(`parser ${at + 1}`)),
  inflater: parser("inflater"),
  layout: new WorkerHandle<LayoutApi>(() => startModuleWorker(layoutUrl, "layout"), "the layout"),
  store: new WorkerHandle<StoreApi>(() => startModuleWorker(storeUrl, "store"), "the store"),
  pool: new ScanPool(
    Array.from(
      { length: settings.workers },
      (_, at) =>
        new WorkerHandle<ScanApi>(() => startModuleWorker(scanUrl, `scanner ${at + 1}`), `the scanner ${at + 1}`),
    ),
  ),
};

/** The database is loaded only when there is something to put into it. */
const database = new Database(
  async () => (await import("./data/engine.ts")).Engine.start(),
  new WorkerHandle<PackerApi>(() => startModuleWorker(packerUrl, "packer"), "the packer"),
  settings.database,
);

/** Two frames: what was set before the first is on screen at the second. A hidden page paints nothing: do not wait. */
const painted = () =>
  document.hidden
    ? Promise.resolve()
    : new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

const session = new Session(workers, database, {
  memoryBudgetBytes: settings.memoryBudgetBytes,
  now: () => performance.now(),
  painted,
  saved: new SavedRecipes(storedText("whydunit-recipes")),
  asksAboutRejects: settings.asksAboutRejects,
  address: {
    get hash() {
      return location.hash;
    },
    push: (hash) => history.pushState(null, "", hash),
    replace: (hash) => history.replaceState(null, "", hash),
  },
});
// Back and Forward, and a hash typed into the address bar.
addEventListener("popstate", () => session.workspace?.follow());

const exportFiles = async () => downloadFiles(await allFiles(session));

async function loadSample(): Promise<void> {
  const name = "slow-home-page.csv.gz";
  const response = await fetch(`./samples/${name}`);
  if (!response.ok) throw new Error(`the sample could not be loaded (${response.status})`);
  session.openFiles([new File([await response.blob()], name)]);
}

automate(session, exportFiles);
const root = document.getElementById("app");
// A task of its own: the browser ends the task of this script with a layout, whose fonts take as long again.
if (root !== null) setTimeout(() => renderApp(root, { session, loadSample, exportFiles }));

// Once the page is painted: by the time a file is dropped, the workers' scripts are loaded.
void painted().then(() => {
  for (const handle of [...workers.parsers, workers.inflater, workers.store]) handle.start();
  workers.pool.start();
  loadViews();
});
