import { expect, test } from "vitest";
import { log, newSession, shows } from "./fake-session.ts";
import { chooseEvent, chosenEvent, openRequest } from "./open-request.ts";

async function opened() {
  const { session, address } = newSession();
  session.openFiles([log("a.csv", 200)]);
  await shows(session, "ready");
  const { workspace } = session;
  if (workspace === null) throw new Error("ready without a workspace");
  return { address, workspace };
}

test("the event that is looked at is one of the open request, and in the address", async () => {
  const { workspace, address } = await opened();
  chooseEvent(workspace, 3, -1, 0);
  expect(chosenEvent(workspace)).toBeNull();
  openRequest(workspace, 7);
  chooseEvent(workspace, 3, 2, 0);
  expect(chosenEvent(workspace)).toBe(3);
  expect(workspace.view.value.selection).toEqual({ on: "segment", segment: 2 });
  expect(address.hash).toContain("request.event=7-3");
  openRequest(workspace, 8);
  expect(chosenEvent(workspace)).toBeNull();
  openRequest(workspace, 7);
  expect(chosenEvent(workspace)).toBe(3);
  chooseEvent(workspace, null, -1, 0);
  expect(chosenEvent(workspace)).toBeNull();
  expect(workspace.view.value).toMatchObject({ selection: null, options: {}, request: 7 });
});

test("a segment of another class brings its class to the screen", async () => {
  const { workspace } = await opened();
  openRequest(workspace, 7);
  chooseEvent(workspace, 1, 0, 4);
  expect(workspace.view.value).toMatchObject({ classId: 4, request: 7, selection: { on: "segment", segment: 0 } });
});
