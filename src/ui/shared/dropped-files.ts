import { formatCount } from "../../core/present/number-format.ts";
import { type FoundFile, namedByFolder } from "./folder-names.ts";

/**
 * What a drop hands over, as far as it is used here: `DataTransferItem` fits. Items are only alive until the drop event
 * returns, so everything is asked of them before the first await.
 */
export interface DroppedItem {
  readonly kind: string;
  getAsFile(): File | null;
  /** Chromium and others: survives the event and walks folders; nothing for files that a script made. */
  getAsFileSystemHandle?(): Promise<DroppedHandle | null | undefined>;
  /** Older way to walk folders, known to every browser. */
  webkitGetAsEntry?(): DroppedEntry | null;
}

export interface DroppedHandle {
  readonly kind: string;
  readonly name: string;
  getFile?(): Promise<File>;
  values?(): AsyncIterable<DroppedHandle>;
}

export interface DroppedEntry {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly name: string;
  file?(found: (file: File) => void, failed: (error: unknown) => void): void;
  createReader?(): {
    readEntries(found: (entries: DroppedEntry[]) => void, failed: (error: unknown) => void): void;
  };
}

/** A folder with more files than this was hardly meant: a home directory, a checkout. */
export const MOST_FILES = 5_000;

/**
 * All files of a drop, folders walked recursively, hidden files (".DS_Store") left out of folders, by names that tell
 * them apart. Must be called inside the drop event. Rejects with a sentence when there are too many files or one cannot be read.
 */
export async function droppedFiles(items: Iterable<DroppedItem>): Promise<File[]> {
  // No await before this array is complete: the items die with the event.
  const asked = [...items]
    .filter(({ kind }) => kind === "file")
    .map((item) => ({
      handle: item.getAsFileSystemHandle?.().catch(() => null) ?? Promise.resolve(null),
      entry: item.webkitGetAsEntry?.() ?? null,
      file: item.getAsFile(),
    }));
  const files: FoundFile[] = [];
  for (const { handle, entry, file } of asked) {
    const walkable = await handle;
    if (walkable) await walkHandle(walkable, "", files);
    else if (entry !== null) await walkEntry(entry, "", files);
    else if (file !== null) collect(file, "", files);
  }
  return namedByFolder(files);
}

/** Files of an `<input webkitdirectory>` without the hidden ones among them, by names that tell them apart. */
export function chosenFiles(files: Iterable<File>): File[] {
  const chosen: FoundFile[] = [];
  for (const file of files) if (!isHidden(file.name)) collect(file, folderOf(file.webkitRelativePath), chosen);
  return namedByFolder(chosen);
}

/** @param folder path of the folder that holds it, "" or ending in "/" */
async function walkHandle(handle: DroppedHandle, folder: string, files: FoundFile[]): Promise<void> {
  if (handle.kind === "file" && handle.getFile !== undefined) {
    const file = await readable(handle.name, () => handle.getFile?.());
    if (file !== undefined) collect(file, folder, files);
  } else if (handle.values !== undefined) {
    const inside = `${folder}${handle.name}/`;
    for await (const child of handle.values()) if (!isHidden(child.name)) await walkHandle(child, inside, files);
  }
}

async function walkEntry(entry: DroppedEntry, folder: string, files: FoundFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await readable(entry.name, () => new Promise<File>((found, failed) => entry.file?.(found, failed)));
    collect(file, folder, files);
    return;
  }
  const reader = entry.createReader?.();
  if (reader === undefined) return;
  // A reader hands out at most 100 entries a call; only an empty answer means the end.
  for (;;) {
    const some = await readable(
      entry.name,
      () => new Promise<DroppedEntry[]>((found, failed) => reader.readEntries(found, failed)),
    );
    if (some.length === 0) return;
    for (const child of some) if (!isHidden(child.name)) await walkEntry(child, `${folder}${entry.name}/`, files);
  }
}

async function readable<T>(name: string, read: () => Promise<T> | T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new Error(`${name} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function collect(file: File, folder: string, files: FoundFile[]): void {
  if (files.length === MOST_FILES) {
    throw new Error(`That folder holds more than ${formatCount(MOST_FILES)} files. Drop only its logs.`);
  }
  files.push({ file, folder });
}

/** @param path absent where there is no browser */
function folderOf(path: string | undefined = ""): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function isHidden(name: string): boolean {
  return name.startsWith(".");
}
