import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { chosenFiles } from "./dropped-files.ts";

export interface FileInputsHandle {
  chooseFiles(): void;
  chooseFolder(): void;
}

interface FileInputsProps {
  readonly handle: RefObject<FileInputsHandle | null>;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The two file dialogs, always on the page; buttons open them. */
export function FileInputs({ handle, onFiles }: FileInputsProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Not an attribute that types of markup know.
    if (folder.current !== null) folder.current.webkitdirectory = true;
    handle.current = {
      chooseFiles: () => files.current?.click(),
      chooseFolder: () => folder.current?.click(),
    };
  }, [handle]);

  const take = (input: HTMLInputElement | null) => {
    const chosen = chosenFiles(input?.files ?? []);
    // Emptied, so that choosing the same file again is a change again.
    if (input !== null) input.value = "";
    onFiles(chosen);
  };
  return (
    <div class="file-inputs">
      <input
        ref={files}
        type="file"
        multiple
        data-testid="file-input"
        aria-label="Log files"
        tabIndex={-1}
        onChange={() => take(files.current)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        data-testid="folder-input"
        aria-label="Folder of log files"
        tabIndex={-1}
        onChange={() => take(folder.current)}
      />
    </div>
  );
}
