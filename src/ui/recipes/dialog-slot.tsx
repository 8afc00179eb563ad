import type { ComponentChild } from "preact";
import type { PageSession } from "../app-view.tsx";
import { LazyPart, LazySlot } from "../shared/lazy-part.tsx";
import type { Frame } from "../shell/frame.ts";
import type { ClassesDialogProps } from "./classes-dialog.tsx";
import type { RecipesDialogProps } from "./recipes-dialog.tsx";

const recipesPart = new LazyPart<RecipesDialogProps>(
  "The list of recipes",
  async () => (await import("./recipes-dialog.tsx")).RecipesDialog,
);
const classesPart = new LazyPart<ClassesDialogProps>(
  "The choice of classes",
  async () => (await import("./classes-dialog.tsx")).ClassesDialog,
);

/** The dialog about recipes or classes that is open, if any: chunks of their own, for nobody needs them at first. */
export function DialogSlot({ frame, session }: { readonly frame: Frame; readonly session: PageSession }) {
  const onClose = () => {
    frame.dialog.value = null;
  };
  const around = (content: ComponentChild) => <div class="page-trouble">{content}</div>;
  if (frame.dialog.value === "recipes") {
    return <LazySlot part={recipesPart} props={{ saved: session.saved, onClose }} frame={around} />;
  }
  if (frame.dialog.value === "classes" && session.workspace !== null) {
    return <LazySlot part={classesPart} props={{ session, onClose }} frame={around} />;
  }
  return null;
}
