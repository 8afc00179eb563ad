import type { ReadyState } from "../../app/phase.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { FilterText } from "../../core/analysis/request-filter.ts";
import type { ClassReport } from "../../core/present/analysis-report.ts";
import type { ComponentColors } from "../../core/present/component-colors.ts";

/** What every part of the drawer is about: the class and the requests on screen. */
export interface EvidenceContext {
  readonly workspace: Workspace;
  readonly state: ReadyState;
  readonly present: ClassReport;
  /** Of the model on screen. */
  readonly filter: FilterText;
  readonly colors: ComponentColors;
}
