/** A file with where it was found. */
export interface FoundFile {
  readonly file: File;
  /** Path of the folder that holds it, "" or ending in "/". */
  readonly folder: string;
}

/**
 * Files by names that tell them apart: those that would have one name carry as many of their folders as it takes,
 * "pod-a/app.log" and "pod-b/app.log". "name=value" folders are columns of the files in them: such files carry their path
 * from the first of those on.
 */
export function namedByFolder(found: readonly FoundFile[]): File[] {
  const places = found.map(placeOf);
  const sameName = new Map<string, Place[]>();
  for (const place of places) {
    const same = sameName.get(place.name);
    if (same === undefined) sameName.set(place.name, [place]);
    else same.push(place);
  }
  const depths = new Map([...sameName].map(([name, same]) => [name, depthApart(same)]));
  return places.map((place, at) => {
    const name = nameWithFolders(place, depths.get(place.name) ?? 0);
    const { file } = found[at];
    if (name === file.name) return file;
    // A file that refers to the other: nothing is copied.
    return new File([file], name, { type: file.type, lastModified: file.lastModified });
  });
}

interface Place {
  /** With the folders that are columns. */
  readonly name: string;
  /** The folders around that, outermost first. */
  readonly folders: readonly string[];
}

function placeOf({ file, folder }: FoundFile): Place {
  const start = /(?:^|\/)([^/=]+=)/.exec(folder);
  const outer = start === null ? folder : folder.slice(0, start.index);
  const inner = start === null ? "" : folder.slice(start.index).replace(/^\//, "");
  return { name: inner + file.name, folders: outer.split("/").filter(Boolean) };
}

/** How many folders tell places of one name apart, or all there are. */
function depthApart(places: readonly Place[]): number {
  const most = Math.max(...places.map(({ folders }) => folders.length));
  for (let depth = 0; depth < most; depth++) {
    if (new Set(places.map((place) => nameWithFolders(place, depth))).size === places.length) return depth;
  }
  return most;
}

function nameWithFolders({ name, folders }: Place, depth: number): string {
  return [...folders.slice(Math.max(0, folders.length - depth)), name].join("/");
}
