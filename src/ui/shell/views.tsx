import type { ComponentType } from "preact";
import type { ViewName } from "../../app/view-state.ts";
import { FilesView } from "../files/files-view.tsx";
import { GraphView } from "../graph/graph-view.tsx";
import { OverviewView } from "../overview/overview-view.tsx";
import { PathView } from "../path/path-view.tsx";
import { RequestsView } from "../requests/requests-view.tsx";
import type { IconName } from "../shared/icon.tsx";
import type { ViewProps } from "./view-props.ts";

export interface ViewEntry {
  readonly name: ViewName;
  readonly title: string;
  readonly icon: IconName;
  readonly View: ComponentType<ViewProps>;
  /** Views on the data rather than on what they show stand apart; they are the same whatever the filter keeps. */
  readonly section?: "data";
}

/** The rail, from top to bottom. A new view needs a line here and a name in `VIEWS`. */
export const VIEW_ENTRIES: readonly ViewEntry[] = [
  { name: "overview", title: "Overview", icon: "overview", View: OverviewView },
  { name: "graph", title: "Graph", icon: "graph", View: GraphView },
  { name: "requests", title: "Requests", icon: "requests", View: RequestsView },
  { name: "path", title: "Critical path", icon: "path", View: PathView },
  { name: "files", title: "Files", icon: "import", View: FilesView, section: "data" },
];
