/** What pasted text becomes. */
export const PASTED_NAME = "pasted.log";

/** The part of a clipboard that is looked at. */
export type Clipboard = Pick<DataTransfer, "files" | "getData">;

/**
 * Files of a paste: those copied in a file manager, else its text as a file. A single line is no log: it was meant for
 * something else.
 */
export function pastedFiles(clipboard: Clipboard): File[] {
  const files = Array.from(clipboard.files);
  return files.length > 0 ? files : textFiles(clipboard.getData("text/plain"));
}

/** Text as a file, if it has at least two lines. */
export function textFiles(text: string): File[] {
  return text.trim().includes("\n") ? [new File([text], PASTED_NAME, { type: "text/plain" })] : [];
}
