import type { ReadyState } from "../../app/phase.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { PageSession } from "../app-view.tsx";

/** What every view of a finished analysis is given. Views read the workspace's signals and call its methods. */
export interface ViewProps {
  readonly session: PageSession;
  readonly workspace: Workspace;
  /** Of the whole dataset; what the filter keeps is `workspace.shown`. */
  readonly state: ReadyState;
}
