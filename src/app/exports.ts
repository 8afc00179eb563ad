import { printRecipe } from "../core/log/recipe.ts";
import { summaryDocument } from "../core/present/summary-document.ts";
import type { Session } from "./session.ts";

export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

/** What Export writes, and `npm run analyze`: summary, model, requests and recipe. Throws without a finished analysis. */
export async function exportedFiles(session: Session): Promise<ExportedFile[]> {
  const phase = session.phase.value;
  if (phase.name !== "ready") throw new Error("there is no finished analysis to export");
  const database = await session.database.accountedBytes();
  const json = (text: string) => new Blob([text], { type: "application/json" });
  return [
    { name: "summary.json", content: json(summaryDocument(phase.state, database)) },
    { name: "model.json", content: await session.questions.modelDocument() },
    { name: "requests.csv", content: await session.questions.requestsCsv() },
    { name: "recipe.json", content: json(printRecipe(session.presentRecipe)) },
  ];
}
