import { describe, expect, it } from "vitest";
import { log, newSession, shows } from "./fake-session.ts";
import type { Workspace } from "./workspace.ts";

async function opened(hash = "") {
  const { session, address } = newSession();
  address.replace(hash);
  session.openFiles([log("a.csv", 200), log("b.csv", 10, "web-2")]);
  await shows(session, "ready");
  const { workspace } = session;
  if (workspace === null) throw new Error("ready without a workspace");
  return { session, address, workspace };
}

/** Resolves when no filter is being applied. */
function settled({ filtering }: Workspace): Promise<void> {
  return new Promise((resolve) => {
    const stop = filtering.subscribe(({ state }) => {
      if (state === "running") return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

const LATE = { on: "start", fromNs: null, toNs: 1e15 } as const;

describe("the workspace", () => {
  it("keeps the screen in the address bar, and follows it back", async () => {
    const { workspace, address } = await opened();
    workspace.open("graph");
    workspace.select({ on: "order", from: 0, to: 1 });
    workspace.setOption("graph.links", "40");
    workspace.setOption("graph.links", "50");
    expect(address.entries).toEqual(["", "#graph", "#graph?select=order%3A0-1&graph.links=50"]);
    address.back();
    workspace.follow();
    expect(workspace.view.value).toMatchObject({ view: "graph", selection: null, options: {} });
    workspace.open("graph");
    expect(address.entries).toHaveLength(2);
  });

  it("drops selection and request with the class that they are about", async () => {
    const { workspace } = await opened();
    workspace.go({ selection: { on: "segment", segment: 1 }, request: 4 });
    workspace.go({ view: "graph" });
    expect(workspace.view.value.selection).toEqual({ on: "segment", segment: 1 });
    workspace.go({ classId: 0 });
    expect(workspace.view.value).toMatchObject({ selection: null, request: null });
    workspace.go({ classId: 1, selection: { on: "segment", segment: 2 }, request: 5 });
    expect(workspace.view.value).toMatchObject({ selection: { on: "segment", segment: 2 }, request: 5 });
  });

  it("applies a filter again after that failed", async () => {
    const { workspace } = await opened();
    const { questions } = workspace;
    const filtered = questions.filtered.bind(questions);
    questions.filtered = () => Promise.reject(new Error("the scanner 1 ended"));
    workspace.setTerms([LATE]);
    await settled(workspace);
    expect(workspace.filtering.value).toEqual({ state: "failed", message: "the scanner 1 ended" });
    expect(workspace.shown.value.filter).toBe("");
    questions.filtered = filtered;
    workspace.retryFilter();
    await settled(workspace);
    expect(workspace.filtering.value).toEqual({ state: "idle" });
    expect(workspace.shown.value.filter).not.toBe("");
  });

  it("opens where a link leads", async () => {
    const { workspace } = await opened("#requests?request=3");
    expect(workspace.view.value).toMatchObject({ view: "requests", request: 3 });
  });

  it("shows the model of what the filter keeps, and the whole again without", async () => {
    const { workspace } = await opened();
    const { report } = workspace.shown.value;
    workspace.addTerm({ on: "id", has: true, prefix: "a-10000" });
    expect(workspace.filtering.value.state).toBe("running");
    expect(workspace.shown.value.report).toBe(report);
    await settled(workspace);
    expect(workspace.filtering.value).toEqual({ state: "idle" });
    expect(workspace.shown.value.report.requests).toBe(10);
    expect(workspace.present.value?.requests).toBe(10);
    const page = await workspace.questions.requestPage("slowest", 0, 0, 50, workspace.shown.value.filter);
    expect(page.total).toBe(10);
    workspace.setTerms([]);
    expect(workspace.shown.value.report).toBe(report);
  });

  it("applies the last of several filters", async () => {
    const { workspace } = await opened();
    workspace.setTerms([LATE]);
    workspace.setTerms([{ on: "id", has: true, prefix: "a-100001" }]);
    await settled(workspace);
    expect(workspace.shown.value.report.requests).toBe(1);
  });

  it("begins anew with other files, in the same view", async () => {
    const { session, workspace, address } = await opened();
    workspace.go({ view: "graph", selection: { on: "segment", segment: 1 } });
    session.openFiles([log("c.csv", 150)]);
    await shows(session, "inspecting");
    await shows(session, "ready");
    expect(session.workspace).not.toBe(workspace);
    expect(session.workspace?.view.value).toMatchObject({ view: "graph", selection: null });
    expect(address.hash).toBe("#graph");
  });
});
