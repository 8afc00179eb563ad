import type { DetectedReading } from "../log/detect.ts";
import { applyPatch, type PlanChange, type PlanPatch, type PlanWarning } from "../log/plan-warning.ts";
import type { SourcePlan, TimeReference } from "../log/source-plan.ts";
import { zoneName } from "../log/time/local-time.ts";

/** One answer to what a plan takes for granted. */
export interface QuestionOption {
  /** What a button says. */
  readonly label: string;
  readonly apply: PlanRevision;
  /** The plan does so. */
  readonly isChosen: boolean;
}

/** Something a plan takes for granted, with all answers to it, the present one marked. */
export interface PlanQuestion {
  /** Code of the warning; at most one question has it. */
  readonly code: string;
  /** What was seen and what is made of it now. */
  readonly sentence: string;
  readonly options: readonly QuestionOption[];
  /** Any zone may be chosen besides: the name of the present one. */
  readonly zone?: string;
  /** Nothing in the file decides it, and the user has not either. */
  readonly isOpen: boolean;
}

/** A change that can also take an assumption away. */
export interface PlanRevision extends PlanPatch {
  /** Assumptions to be given up. */
  readonly without?: readonly ("zone" | "fold" | "latest")[];
  /** As written, without another encoding. */
  readonly plainEncoding?: boolean;
  /** Lines that repeat the one before count as others do. */
  readonly everyRepeat?: boolean;
}

/** The plan with a revision made. */
export function revisePlan(
  plan: SourcePlan,
  { without = [], plainEncoding = false, everyRepeat = false, ...patch }: PlanRevision,
): SourcePlan {
  const { assume, encoding, repeats, ...rest } = applyPatch(plan, patch);
  const kept = Object.fromEntries(
    Object.entries(assume ?? {}).filter(([name]) => !without.some((one) => one === name)),
  );
  return {
    ...rest,
    ...(Object.keys(kept).length > 0 && { assume: kept }),
    ...(encoding !== undefined && !plainEncoding && { encoding }),
    ...(repeats !== undefined && !everyRepeat && { repeats }),
  };
}

/**
 * What a plan takes for granted, with the answers.
 *
 * @param reading as it was detected: answers that it offered stay on offer, and so does what it did
 * @param plan as it stands, roles of the mapping included
 * @param fresh warnings of the plan as it stands; null while they are not known
 * @param answered codes that the user has decided
 */
export function planQuestions(
  reading: Pick<DetectedReading, "plan" | "warnings">,
  plan: SourcePlan,
  fresh: readonly PlanWarning[] | null,
  answered: ReadonlySet<string>,
): PlanQuestion[] {
  const found = reading.warnings ?? [];
  const questions: PlanQuestion[] = [];
  for (const warning of found) {
    // Those of other formats in the file have no changes of their own.
    const isOwn = !questions.some(({ code }) => code === warning.code);
    if (!isOwn) continue;
    const now = fresh?.find(({ code }) => code === warning.code);
    const question = questionOf(warning, now?.sentence ?? warning.sentence, reading.plan, plan, answered);
    const isOfStamps = warning.code.startsWith("T_");
    const isOver = isOfStamps && fresh !== null && now === undefined;
    // What an answer made go away must stay, so that the answer can be taken back.
    if (!isOver || question.options.some(({ isChosen }, at) => isChosen && at > 0)) questions.push(question);
  }
  for (const warning of fresh ?? []) {
    if (found.some(({ code }) => code === warning.code)) continue;
    questions.push(questionOf(warning, warning.sentence, plan, plan, answered));
  }
  return questions;
}

function questionOf(
  { code, changes, mustAsk = false }: PlanWarning,
  sentence: string,
  before: SourcePlan,
  plan: SourcePlan,
  answered: ReadonlySet<string>,
): PlanQuestion {
  const touched = touchedBy(code, changes);
  const now = printed(plan, touched);
  const asFound = { label: wordsOf(before, touched, code), apply: toldAs(code, restoring(before, touched)) };
  const seen = new Set<string>();
  const all = changes.length === 0 && code !== "T_NO_ZONE" ? [] : [asFound, ...changes];
  const options = all.flatMap(({ label, apply }): QuestionOption[] => {
    const then = printed(revisePlan(plan, apply), touched);
    if (seen.has(then)) return [];
    seen.add(then);
    return [{ label, apply, isChosen: then === now }];
  });
  return {
    code,
    sentence,
    options,
    ...(code === "T_NO_ZONE" && { zone: zoneWords(plan) }),
    isOpen: mustAsk && !answered.has(code),
  };
}

type Touched = "time" | "zone" | "fold" | "latest" | "newestFirst" | "encoding" | "repeats";

function touchedBy(code: string, changes: readonly PlanChange[]): ReadonlySet<Touched> {
  const touched = new Set<Touched>(code === "T_NO_ZONE" ? ["zone"] : []);
  for (const { apply } of changes) {
    if (apply.time) touched.add("time");
    if (apply.assume?.zone !== undefined) touched.add("zone");
    if (apply.assume?.fold !== undefined) touched.add("fold");
    if (apply.assume?.latest !== undefined) touched.add("latest");
    if (apply.newestFirst !== undefined) touched.add("newestFirst");
    if (apply.encoding !== undefined) touched.add("encoding");
    if (apply.repeats !== undefined) touched.add("repeats");
  }
  return touched;
}

/** What a plan does in these respects, as text to be compared. */
function printed(plan: SourcePlan, touched: ReadonlySet<Touched>): string {
  const { roles, assume, newestFirst, encoding, repeats } = plan;
  const { zone, fold, latest } = assume ?? {};
  const values: Record<Touched, unknown> = {
    time: timeKey(roles?.time),
    zone: typeof zone === "object" ? zone.name : (zone ?? 0),
    fold: fold ?? "first",
    latest,
    newestFirst: newestFirst === true,
    encoding,
    repeats,
  };
  return JSON.stringify([...touched].map((name) => values[name] ?? null));
}

function timeKey(time: TimeReference | undefined): unknown {
  if (time === undefined) return null;
  const { column, json, pattern, unit, stamp, also } = time;
  return [
    column,
    json ?? "",
    pattern ?? "",
    unit,
    stamp ?? "",
    also?.map((form) => [form.unit, form.stamp ?? ""]) ?? [],
  ];
}

/** What brings back how a plan does these things. */
function restoring(
  { roles, assume = {}, newestFirst, encoding, repeats }: SourcePlan,
  touched: ReadonlySet<Touched>,
): PlanRevision {
  const { zone, fold, latest } = assume;
  const kept = {
    ...(touched.has("zone") && zone !== undefined && { zone }),
    ...(touched.has("fold") && fold !== undefined && { fold }),
    ...(touched.has("latest") && latest !== undefined && { latest }),
  };
  const without = (["zone", "fold", "latest"] as const).filter(
    (name) => touched.has(name) && assume[name] === undefined,
  );
  return {
    ...(touched.has("time") && roles && { time: roles.time }),
    ...(Object.keys(kept).length > 0 && { assume: kept }),
    ...(without.length > 0 && { without }),
    ...(touched.has("newestFirst") && { newestFirst: newestFirst === true }),
    ...(touched.has("encoding") && (encoding === undefined ? { plainEncoding: true } : { encoding })),
    ...(touched.has("repeats") && (repeats === undefined ? { everyRepeat: true } : { repeats })),
  };
}

/** An answer that agrees with what was taken for granted stands in the plan, so that a recipe tells it. */
function toldAs(code: string, { without = [], assume, ...revision }: PlanRevision): PlanRevision {
  const told = {
    ...(code === "T_NO_ZONE" && without.includes("zone") && { zone: 0 }),
    ...(code === "T_DST_FOLD" && without.includes("fold") && { fold: "first" as const }),
    ...assume,
  };
  const left = without.filter((name) => !(name in told));
  return {
    ...revision,
    ...(Object.keys(told).length > 0 && { assume: told }),
    ...(left.length > 0 && { without: left }),
  };
}

/** What a button says that does as was found. */
function wordsOf({ roles, assume, encoding }: SourcePlan, touched: ReadonlySet<Touched>, code: string): string {
  const { time } = roles ?? {};
  if (code === "T_DST_FOLD") return `They mean the ${assume?.fold ?? "first"} time`;
  if (touched.has("zone")) return assume?.zone === undefined ? "They are UTC" : `Read as ${zoneWords({ assume })}`;
  if (touched.has("latest"))
    return `The last is of ${code === "T_NO_YEAR" ? assume?.latest?.slice(0, 4) : assume?.latest?.slice(0, 10)}`;
  if (touched.has("repeats")) return "Each is an event";
  if (touched.has("encoding")) return `Read as ${(encoding ?? "utf-8").toUpperCase()}`;
  if (time === undefined) return "As it was found";
  if (time.also !== undefined) return "Read all forms";
  return code === "T_AMBIG_DM" ? `Read as ${time.stamp}` : `Keep "${time.column}"`;
}

/** "Europe/Berlin", "UTC+08:00", "UTC": the zone that stamps without one are read in. */
export function zoneWords({ assume }: Pick<SourcePlan, "assume">): string {
  const zone = assume?.zone;
  return typeof zone === "object" ? zone.name : zoneName(zone ?? 0);
}
