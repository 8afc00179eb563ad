import { expect, test } from "vitest";
import { type Clipboard, PASTED_NAME, pastedFiles } from "./pasted-files.ts";

function clipboard(text: string, files: readonly File[] = []): Clipboard {
  return { files: files as unknown as FileList, getData: (type) => (type === "text/plain" ? text : "") };
}

test("pasted lines are a file, copied files are themselves, and a single line is neither", async () => {
  const [pasted, ...others] = pastedFiles(clipboard("a,1\nb,2\n"));
  expect([pasted.name, await pasted.text(), others]).toEqual([PASTED_NAME, "a,1\nb,2\n", []]);
  const copied = new File(["x"], "app.log");
  expect(pastedFiles(clipboard("app.log", [copied]))).toEqual([copied]);
  expect(pastedFiles(clipboard("just a word\n"))).toEqual([]);
  expect(pastedFiles(clipboard(""))).toEqual([]);
});
