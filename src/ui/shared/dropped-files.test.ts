import { describe, expect, test } from "vitest";
import {
  chosenFiles,
  type DroppedEntry,
  type DroppedHandle,
  type DroppedItem,
  droppedFiles,
  MOST_FILES,
} from "./dropped-files.ts";

const file = (name: string) => new File([name], name);

function handleOf(name: string, children?: DroppedHandle[]): DroppedHandle {
  if (children === undefined) return { kind: "file", name, getFile: async () => file(name) };
  return {
    kind: "directory",
    name,
    async *values() {
      yield* children;
    },
  };
}

function entryOf(name: string, children?: DroppedEntry[]): DroppedEntry {
  if (children === undefined) {
    return { isFile: true, isDirectory: false, name, file: (found) => found(file(name)) };
  }
  return {
    isFile: false,
    isDirectory: true,
    name,
    createReader() {
      let at = 0;
      // Two at a time, as browsers hand out a hundred at a time.
      return { readEntries: (found) => found(children.slice(at, (at += 2))) };
    },
  };
}

function item(parts: Partial<DroppedItem>): DroppedItem {
  return { kind: "file", getAsFile: () => null, ...parts };
}

const names = async (items: DroppedItem[]) => (await droppedFiles(items)).map(({ name }) => name);

describe("dropped files", () => {
  test("folders are walked through handles", async () => {
    const folder = handleOf("logs", [handleOf("a.csv"), handleOf("deep", [handleOf("b.csv")]), handleOf(".DS_Store")]);
    expect(await names([item({ getAsFileSystemHandle: async () => folder })])).toEqual(["a.csv", "b.csv"]);
  });

  test("folders that stand for columns go with the names of their files", async () => {
    const handles = handleOf("table", [handleOf("a.csv"), handleOf("day=1", [handleOf("z", [handleOf("b.parquet")])])]);
    expect(await names([item({ getAsFileSystemHandle: async () => handles })])).toEqual(["a.csv", "day=1/z/b.parquet"]);
    const entries = entryOf("host=web-1", [entryOf("b.parquet"), entryOf("day=2", [entryOf("c.parquet")])]);
    expect(await names([item({ webkitGetAsEntry: () => entries })])).toEqual([
      "host=web-1/b.parquet",
      "host=web-1/day=2/c.parquet",
    ]);
    const chosen = Object.defineProperty(file("d.parquet"), "webkitRelativePath", { value: "x/day=3/d.parquet" });
    const [named] = chosenFiles([chosen]);
    expect([named.name, await named.text(), named.lastModified]).toEqual([
      "day=3/d.parquet",
      "d.parquet",
      chosen.lastModified,
    ]);
  });

  test("files of one name carry as many folders as tell them apart", async () => {
    const pod = (name: string, ...files: string[]) =>
      handleOf(
        name,
        files.map((file) => handleOf(file)),
      );
    const pods = handleOf("pods", [pod("pod-a", "app.log", "one.log"), pod("pod-b", "app.log"), handleOf("app.log")]);
    const walked = [item({ getAsFileSystemHandle: async () => pods })];
    expect(await names(walked)).toEqual(["pod-a/app.log", "one.log", "pod-b/app.log", "pods/app.log"]);
    const inner = ["a", "b"].map((name) => handleOf(name, [pod("app", "0.log")]));
    expect(await names(inner.map((handle) => item({ getAsFileSystemHandle: async () => handle })))).toEqual([
      "a/app/0.log",
      "b/app/0.log",
    ]);
    const chosen = ["x/pod-a/app.log", "x/pod-b/app.log", "x/day=1/app.log", "x/y/day=1/app.log"].map((value) =>
      Object.defineProperty(file("app.log"), "webkitRelativePath", { value }),
    );
    expect(chosenFiles(chosen).map(({ name }) => name)).toEqual([
      "pod-a/app.log",
      "pod-b/app.log",
      "x/day=1/app.log",
      "y/day=1/app.log",
    ]);
  });

  test("folders are walked through entries, in as many reads as it takes", async () => {
    const folder = entryOf("logs", [
      entryOf("a.csv"),
      entryOf("b.csv"),
      entryOf("deep", [entryOf("c.csv"), entryOf("d.csv"), entryOf("e.csv")]),
    ]);
    expect(await names([item({ webkitGetAsEntry: () => folder })])).toEqual([
      "a.csv",
      "b.csv",
      "c.csv",
      "d.csv",
      "e.csv",
    ]);
  });

  test("without either the file itself is taken; dragged text is not", async () => {
    const text = item({ kind: "string", getAsFile: () => file("never") });
    expect(await names([text, item({ getAsFile: () => file("plain.log") })])).toEqual(["plain.log"]);
  });

  test("a handle that is refused gives way to the entry", async () => {
    const refused = item({
      getAsFileSystemHandle: () => Promise.reject(new Error("not allowed")),
      webkitGetAsEntry: () => entryOf("a.csv"),
    });
    expect(await names([refused])).toEqual(["a.csv"]);
  });

  test("a handle that is nothing gives way to the file", async () => {
    const made = item({ getAsFileSystemHandle: async () => undefined, getAsFile: () => file("made.csv") });
    expect(await names([made])).toEqual(["made.csv"]);
  });

  test("every item is asked before anything is awaited", async () => {
    const asked: number[] = [];
    const one = (n: number) =>
      item({
        getAsFileSystemHandle: async () => {
          asked.push(n);
          return handleOf(`${n}`);
        },
      });
    const under = droppedFiles([one(1), one(2), one(3)]);
    expect(asked).toEqual([1, 2, 3]);
    await under;
  });

  test("a file that cannot be read is named", async () => {
    const locked: DroppedHandle = {
      kind: "file",
      name: "locked.log",
      getFile: () => Promise.reject(new Error("permission denied")),
    };
    await expect(names([item({ getAsFileSystemHandle: async () => locked })])).rejects.toThrow(
      "locked.log could not be read: permission denied",
    );
  });

  test("a home directory is refused before it is walked to its end", async () => {
    let walked = 0;
    const endless: DroppedHandle = {
      kind: "directory",
      name: "home",
      async *values() {
        for (;;) yield handleOf(`${walked++}`);
      },
    };
    await expect(names([item({ getAsFileSystemHandle: async () => endless })])).rejects.toThrow(
      "more than 5,000 files",
    );
    expect(walked).toBe(MOST_FILES + 1);
  });
});

test("a chosen folder is taken without its hidden files", () => {
  expect(chosenFiles([file("a.log"), file(".hidden")]).map(({ name }) => name)).toEqual(["a.log"]);
});
