import type { ClassModel } from "../model/causal-model.ts";
import { entersGraph } from "../model/status.ts";
import type { PathRelations } from "./path-tally.ts";

/** What of the models enters the graphs of requests, per class. */
export function pathRelations(models: readonly ClassModel[]): readonly PathRelations[] {
  return models.map(({ allowed, segmentAllowed, pipelines }) => ({
    allowed,
    segmentAllowed,
    pipelines: pipelines.filter(({ status }) => entersGraph(status)),
  }));
}
