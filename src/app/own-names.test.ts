import { expect, test } from "vitest";
import { memberFile } from "../protocol/log-file.ts";
import { log, newSession, shows } from "./fake-session.ts";
import { withOwnNames } from "./own-names.ts";

const file = (name: string) => new File([name], name, { lastModified: 7 });

test("files of one name are numbered", async () => {
  const files = withOwnNames(["a.log", "b.log", "a.log", "a.log", "a.log (2)"].map(file));
  expect(files.map(({ name }) => name)).toEqual(["a.log", "b.log", "a.log (3)", "a.log (4)", "a.log (2)"]);
  expect([await files[2].text(), files[2].lastModified]).toEqual(["a.log", 7]);
});

test("so are members of an archive that holds two of one path", () => {
  const place = { start: 0, length: 1, codec: "none", skip: 0, size: 1 } as const;
  const member = memberFile(file("x.tar"), { path: "a.log", size: 1, place });
  const files = withOwnNames([member, member]);
  expect(files.map(({ name }) => name)).toEqual(["x.tar › a.log", "x.tar › a.log (2)"]);
});

test("two files of one name stay apart in a result", async () => {
  const { session } = newSession();
  session.openFiles([log("app.log", 60), log("app.log", 70, "web-2")]);
  await shows(session, "ready");
  const { phase } = session;
  const read = phase.value.name === "ready" ? phase.value.state.files : [];
  expect(read.map(({ name, report }) => [name, report.counts.lines])).toEqual([
    ["app.log", 181],
    ["app.log (2)", 211],
  ]);
});
