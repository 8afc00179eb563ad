import { beforeAll, describe, expect, it } from "vitest";
import { CommandRegistry } from "./command-registry.ts";
import { commandsOf } from "./commands.ts";
import { log, newSession, shows } from "./fake-session.ts";
import { modeOf, searchResults } from "./search-results.ts";
import { VIEWS } from "./view-state.ts";
import type { Workspace } from "./workspace.ts";

const COMMANDS = commandsOf(VIEWS.map((name) => ({ name, title: name === "path" ? "Critical path" : name })));

let workspace: Workspace;
let searched: string[];
beforeAll(async () => {
  const { session } = newSession();
  session.openFiles([log("a.csv", 200)]);
  await shows(session, "ready");
  if (session.workspace === null) throw new Error("ready without a workspace");
  workspace = session.workspace;
});

async function resultsOf(typed: string) {
  searched = [];
  const frame = {
    search: (mode: string) => void searched.push(mode),
    toggleHelp: () => {},
    closeTopmost: () => false,
    toggleTheme: () => {},
    openFiles: () => {},
    editMapping: () => {},
    exportFiles: () => {},
    openRecipes: () => {},
    chooseClasses: () => {},
    rememberRoles: () => {},
  };
  const context = { workspace, frame, handlers: new CommandRegistry().handlers.value };
  const { text } = modeOf(typed);
  const hits = text === "" ? null : await workspace.questions.searchNames(text, 0, 5);
  return searchResults(typed, { commands: COMMANDS, context, workspace, hits });
}

const names = (results: Awaited<ReturnType<typeof resultsOf>>) => results.map(({ group, name }) => `${group}: ${name}`);

describe("the first letter", () => {
  it("says what is meant", () => {
    expect(modeOf("> why ")).toEqual({ mode: ">", text: "why" });
    expect(modeOf(" #ab12")).toEqual({ mode: "#", text: "ab12" });
    expect(modeOf(":select 1")).toEqual({ mode: ":", text: "select 1" });
    expect(modeOf("a > b")).toEqual({ mode: "", text: "a > b" });
  });

  it("is offered before anything is typed", async () => {
    const results = await resultsOf("");
    expect(results.map(({ keyName }) => keyName)).toEqual([">", "#", ":"]);
    results[1].run();
    expect(searched).toEqual(["#"]);
  });
});

describe("results", () => {
  it("lead to a segment in the graph", async () => {
    const results = await resultsOf("begin");
    const [first] = results;
    expect(first).toMatchObject({ group: "Segments", note: "200 requests" });
    expect(first.name).toMatch(/begin → work/);
    first.run();
    expect(workspace.view.value).toMatchObject({ view: "graph", selection: { on: "segment" }, classId: null });
  });

  it("lead to a request by the beginning of its id", async () => {
    const results = await resultsOf("#a-100007");
    expect(names(results)).toEqual(["Requests: a-100007"]);
    expect(results[0].note).toMatch(/ · 14\.0\sms$/);
    results[0].run();
    const { request, view } = workspace.view.value;
    expect(view).toBe("requests");
    expect(request).toBe(await workspace.questions.findRequest("a-100007"));
  });

  it("lead to views and commands by name", async () => {
    expect(names(await resultsOf("critical"))).toEqual(["Views: Critical path"]);
    const commands = await resultsOf("> fit");
    expect(commands).toMatchObject([{ isEnabled: false, note: "not in this view", keyName: "f" }]);
    expect((await resultsOf("fit")).length).toBe(0);
  });

  it("add filters, to keep or to leave out", async () => {
    const [host] = (await resultsOf("web-1")).filter(({ group }) => group === "Keep requests with");
    expect(host).toMatchObject({ name: "web-1", note: "host" });
    host.run();
    expect(workspace.terms).toEqual([{ on: "host", has: true, values: ["web-1"] }]);
    workspace.setTerms([]);
    host.runOther?.();
    expect(workspace.terms).toEqual([{ on: "host", has: false, values: ["web-1"] }]);
    workspace.setTerms([]);
  });

  it("take a statement to the SQL view", async () => {
    const [empty] = await resultsOf(":");
    expect(empty.isEnabled).toBe(false);
    const [statement] = await resultsOf(": select 1");
    statement.run();
    expect(workspace.view.value.view).toBe("sql");
    expect(workspace.option("sql.text")).toBe("select 1");
  });
});
