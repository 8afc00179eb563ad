import { MEMBER_SEPARATOR } from "../archive/archive-member.ts";

/** A column that a folder stands for: `date=2024-02-29/part-0.parquet`. */
export interface PathColumn {
  readonly name: string;
  /** Null where the writer had no value. */
  readonly value: string | null;
}

const NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

/**
 * The columns that the folders of a path stand for, as Hive names them: `name=value`, percent-encoded. Of a file inside an
 * archive, the folders around the archive and those inside.
 */
export function pathColumns(path: string): PathColumn[] {
  const columns = new Map<string, PathColumn>();
  const folders = path.split(MEMBER_SEPARATOR).flatMap((part) => part.split("/").slice(0, -1));
  for (const folder of folders) {
    const equals = folder.indexOf("=");
    if (equals < 1) continue;
    const name = decoded(folder.slice(0, equals));
    const value = decoded(folder.slice(equals + 1));
    columns.set(name, { name, value: value === NO_VALUE || value === "" ? null : value });
  }
  return [...columns.values()];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
