import { formatWords, hasSameColumns, type MappingFile } from "./mapping-file.ts";

/** Where a file stands on the way to being read. */
export type FileStanding = "ready" | "check" | "decide" | "left out" | "problem";

/** Files that are read alike and named alike, or a single one. */
export interface FileGroup {
  /** "cart-*.log", or the name of the only file. */
  readonly title: string;
  /** Positions, at least one. */
  readonly members: readonly number[];
}

/** From so many files on, those that are alike stand as one. */
export const MANY_FILES = 12;
const LEAST_ALIKE = 3;

/**
 * Groups of files in the order of their first members. Where there are many files, three or more that differ in the numbers
 * of their names only, have the same columns and stand the same way are one group.
 */
export function fileGroups(files: readonly MappingFile[], standings: readonly FileStanding[]): FileGroup[] {
  const single = (at: number): FileGroup => ({ title: files[at].inspected.file.name, members: [at] });
  if (files.length <= MANY_FILES) return files.map((_, at) => single(at));
  const groups: { title: string; members: number[] }[] = [];
  for (const [at, file] of files.entries()) {
    const title = stemOf(file.inspected.file.name);
    const alike = groups.find(({ title: other, members: [first] }) => {
      const isSameKind = other === title && standings[first] === standings[at];
      return isSameKind && formatWords(files[first]) === formatWords(file) && hasSameColumns(files[first], file);
    });
    if (alike === undefined) groups.push({ title, members: [at] });
    else alike.members.push(at);
  }
  return groups
    .flatMap((group) => (group.members.length >= LEAST_ALIKE ? [group] : group.members.map(single)))
    .sort((a, b) => a.members[0] - b.members[0]);
}

/** "cart-*.log" of "cart-17.log": what varies from file to file is counted. */
function stemOf(name: string): string {
  return name.replace(/\d+(?:[-_.:T]\d+)*/g, "*");
}

/** Positions of files whose names have every word of a text. */
export function matchingFiles(files: readonly MappingFile[], text: string): Set<number> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return new Set(
    files.flatMap(({ inspected }, at) =>
      words.every((word) => inspected.file.name.toLowerCase().includes(word)) ? [at] : [],
    ),
  );
}
