import type { ComponentChildren } from "preact";
import { readinessLines } from "../../core/present/readiness.ts";
import { Icon } from "../shared/icon.tsx";
import { Panel } from "../shared/panel.tsx";
import { isUnsure, type MappingFile } from "./mapping-file.ts";
import type { TrialState } from "./use-trials.ts";

interface ReadinessPanelProps {
  readonly file: MappingFile;
  readonly problems: readonly string[];
  readonly state: TrialState | null;
  readonly isCurrent: boolean;
  readonly children: ComponentChildren;
}

/** Bytes from which only the beginning of a file is tried. */
const SAMPLE_BYTES = 512 << 10;

/** Whether a file can be read as it stands, and what the first records make of its roles. */
export function ReadinessPanel({ file, problems, state, isCurrent, children }: ReadinessPanelProps) {
  const { inspected, isIncluded } = file;
  const isWhole = inspected.detection?.plan.compression === "none" && inspected.file.size <= SAMPLE_BYTES;
  const sample = isCurrent && state?.message === null ? (state.trial?.sample ?? null) : null;
  return (
    <Panel
      id="missing"
      title={problems.length === 0 ? "Ready" : "Still missing"}
      note={sample === null || isWhole ? "" : "as far as the first lines tell"}
    >
      {inspected.problem !== null ? (
        <p class="panel-text">{inspected.problem}</p>
      ) : !isIncluded ? (
        <p class="panel-text">This file will not be read.</p>
      ) : problems.length > 0 ? (
        <div role="status">
          <ul class="panel-list">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      ) : (
        isUnsure(file) && <p class="panel-text">Everything is set, but the guess is unsure: see its reasons below.</p>
      )}
      {isIncluded && !isCurrent && problems.length === 0 && (
        <p class="panel-text quiet" role="status">
          Trying the roles on the first records
        </p>
      )}
      {isIncluded && sample !== null && problems.length === 0 && (
        <dl class="panel-text facts readiness" data-testid="readiness">
          {readinessLines(sample, isWhole).map(({ name, value, doubt }) => (
            <div key={name} class={doubt === null ? "" : "readiness-doubt"}>
              <dt>
                {doubt === null ? <span class="readiness-dot" aria-hidden="true" /> : <Icon name="warning" />}
                {name}
              </dt>
              <dd>
                {value}
                {doubt !== null && <span class="readiness-why">{doubt}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {children}
    </Panel>
  );
}
