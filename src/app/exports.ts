import { printRecipe } from "../core/log/recipe.ts";
import { summaryDocument } from "../core/present/summary-document.ts";
import type { Session } from "./session.ts";
import type { Shown } from "./workspace.ts";

export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

/** What the documents of a result are made from. */
export type ResultSource = Pick<Session, "phase" | "questions" | "dataset"> & {
  readonly database: Pick<Session["database"], "accountedBytes">;
};

/** All of these, and every rejected line. Throws without a finished analysis. */
export async function allFiles(session: ResultSource): Promise<ExportedFile[]> {
  return [...(await exportedFiles(session)), await rejectsFile(session)];
}

/** `rejects.csv`: one line per rejected record of the files. Throws without a finished analysis. */
export async function rejectsFile(
  { phase, questions }: Pick<ResultSource, "phase" | "questions">,
  signal?: AbortSignal,
): Promise<ExportedFile> {
  if (phase.value.name !== "ready") throw new Error("there is no finished analysis to export");
  return { name: "rejects.csv", content: await questions.rejectsCsv(phase.value.state.files, signal) };
}

/**
 * What Export writes, and `npm run analyze`: summary, model, requests and recipe. Throws without a finished analysis.
 * @param shown of the requests that a filter keeps: summary, model and requests are of those
 */
export async function exportedFiles(session: ResultSource, shown?: Shown): Promise<ExportedFile[]> {
  const phase = session.phase.value;
  if (phase.name !== "ready") throw new Error("there is no finished analysis to export");
  const database = await session.database.accountedBytes();
  const json = (text: string) => new Blob([text], { type: "application/json" });
  const { report, filter } = shown ?? { report: phase.state.report, filter: "" };
  return [
    { name: "summary.json", content: json(summaryDocument({ ...phase.state, report }, database)) },
    { name: "model.json", content: await session.questions.modelDocument(filter) },
    { name: "requests.csv", content: await session.questions.requestsCsv(filter) },
    { name: "recipe.json", content: json(printRecipe(session.dataset.recipe)) },
  ];
}
