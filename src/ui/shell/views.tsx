import type { ComponentType } from "preact";
import type { ViewName } from "../../app/view-state.ts";
import type { IconName } from "../shared/icon.tsx";
import type { ViewProps } from "./view-props.ts";

export interface ViewEntry {
  readonly name: ViewName;
  readonly title: string;
  readonly icon: IconName;
  /** Each view is a chunk of its own: see `loadViews`. */
  readonly load: () => Promise<ComponentType<ViewProps>>;
  /** Views on the data rather than on what they show stand apart; they are the same whatever the filter keeps. */
  readonly section?: "data";
}

/** The rail, from top to bottom. A new view needs a line here and a name in `VIEWS`. */
export const VIEW_ENTRIES: readonly ViewEntry[] = [
  {
    name: "overview",
    title: "Overview",
    icon: "overview",
    load: async () => (await import("../overview/overview-view.tsx")).OverviewView,
  },
  {
    name: "graph",
    title: "Graph",
    icon: "graph",
    load: async () => (await import("../graph/graph-view.tsx")).GraphView,
  },
  {
    name: "requests",
    title: "Requests",
    icon: "requests",
    load: async () => (await import("../requests/requests-view.tsx")).RequestsView,
  },
  {
    name: "path",
    title: "Critical path",
    icon: "path",
    load: async () => (await import("../path/path-view.tsx")).PathView,
  },
  {
    name: "sql",
    title: "SQL",
    icon: "sql",
    load: async () => (await import("../sql/sql-view.tsx")).SqlView,
    section: "data",
  },
  {
    name: "files",
    title: "Files",
    icon: "import",
    load: async () => (await import("../files/files-view.tsx")).FilesView,
    section: "data",
  },
  {
    name: "export",
    title: "Export",
    icon: "export",
    load: async () => (await import("../export/export-view.tsx")).ExportView,
    section: "data",
  },
];
