import { isMember, type LogFile } from "../protocol/log-file.ts";

/**
 * The files, each with a name of its own: the second of a name becomes "app.log (2)". Files are named in results, places of
 * lines and recipes, where two of one name could not be told apart. What a folder tells of them, they carry already.
 */
export function withOwnNames<F extends LogFile>(files: readonly F[]): F[] {
  const taken = new Set(files.map(({ name }) => name));
  const seen = new Map<string, number>();
  return files.map((file) => {
    let count = (seen.get(file.name) ?? 0) + 1;
    if (count === 1) {
      seen.set(file.name, count);
      return file;
    }
    while (taken.has(numbered(file.name, count))) count++;
    seen.set(file.name, count);
    const name = numbered(file.name, count);
    taken.add(name);
    return renamed(file, name) as F;
  });
}

function numbered(name: string, count: number): string {
  return `${name} (${count})`;
}

/** A file that refers to the other: nothing is copied. */
function renamed(file: LogFile, name: string): LogFile {
  if (isMember(file)) return { ...file, name };
  return new File([file], name, { type: file.type, lastModified: file.lastModified });
}
