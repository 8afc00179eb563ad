import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sentenceOf } from "./answer.ts";
import { droppedFiles } from "./dropped-files.ts";

interface DropLayerProps {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onTrouble: (message: string) => void;
}

/** The whole window takes files at any time; while they hover it says so. */
export function DropLayer({ onFiles, onTrouble }: DropLayerProps) {
  const isOver = useSignal(false);
  useEffect(() => {
    // Enter and leave also fire between children: only their balance says whether the pointer has left the window.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth++;
      isOver.value = true;
    };
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    };
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) isOver.value = false;
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      depth = 0;
      isOver.value = false;
      droppedFiles(event.dataTransfer.items as unknown as Iterable<DataTransferItem>).then(onFiles, (error) =>
        onTrouble(sentenceOf(error)),
      );
    };
    addEventListener("dragenter", onEnter);
    addEventListener("dragover", onOver);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragenter", onEnter);
      removeEventListener("dragover", onOver);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
    };
  }, []);
  if (!isOver.value) return null;
  return (
    <div class="drop-layer">
      <p>Drop to analyse</p>
      <p class="drop-layer-note">Files and folders are read in this tab and go nowhere.</p>
    </div>
  );
}
