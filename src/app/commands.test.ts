import { describe, expect, it } from "vitest";
import { CommandRegistry } from "./command-registry.ts";
import { type CommandContext, commandOfKey, commandsNamed, commandsOf } from "./commands.ts";
import { log, newSession, shows } from "./fake-session.ts";
import { VIEWS } from "./view-state.ts";
import type { Workspace } from "./workspace.ts";

const COMMANDS = commandsOf(VIEWS.map((name) => ({ name, title: name })));

function newContext(workspace: Workspace | null, closes = false) {
  const calls: string[] = [];
  const registry = new CommandRegistry();
  const call = (name: string) => () => void calls.push(name);
  const frame = {
    search: (mode: string) => void calls.push(`search ${mode}`),
    toggleHelp: call("help"),
    closeTopmost: () => closes,
    toggleTheme: call("theme"),
    openFiles: call("files"),
    editMapping: call("mapping"),
    exportFiles: call("export"),
    openRecipes: call("recipes"),
    chooseClasses: call("classes"),
    rememberRoles: call("remember"),
  };
  const context = (): CommandContext => ({ workspace, frame, handlers: registry.handlers.value });
  const press = (key: string) => commandOfKey(COMMANDS, key, context())?.run(context());
  return { calls, registry, context, press };
}

async function openedWorkspace(): Promise<Workspace> {
  const { session } = newSession();
  session.openFiles([log("a.csv", 120)]);
  await shows(session, "ready");
  if (session.workspace === null) throw new Error("ready without a workspace");
  return session.workspace;
}

describe("the list of commands", () => {
  it("has one id and one key for each", () => {
    const ids = COMMANDS.map(({ id }) => id);
    const keys = COMMANDS.flatMap((command) => command.keys);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(keys).size).toBe(keys.length);
    expect(COMMANDS.every(({ name }) => name.length > 2)).toBe(true);
  });

  it("gives the first nine views their digit", () => {
    expect(COMMANDS.filter(({ group }) => group === "Views").map(({ keys }) => keys)).toEqual(
      VIEWS.map((_, at) => [String(at + 1)]),
    );
  });

  it("does without SQL where there is no such view", () => {
    const plain = commandsOf([{ name: "overview", title: "Overview" }]);
    expect(plain.some(({ keys }) => keys.includes(":"))).toBe(false);
    expect(COMMANDS.some(({ keys }) => keys.includes(":"))).toBe(true);
  });
});

describe("keys", () => {
  it("do what they say", async () => {
    const workspace = await openedWorkspace();
    const { press, calls } = newContext(workspace);
    press("2");
    expect(workspace.view.value.view).toBe(VIEWS[1]);
    for (const key of ["/", ">", "Ctrl+k", "#", "?"]) press(key);
    expect(calls).toEqual(["search ", "search >", "search >", "search #", "help"]);
    press("q");
    expect(workspace.option("log.open")).toBe("on");
    press("q");
    expect(workspace.option("log.open")).toBe(null);
  });

  it("do nothing that needs an analysis before there is one", () => {
    const { press, calls } = newContext(null);
    for (const key of ["1", "/", ">", ":", "#", "q", "Escape"]) press(key);
    expect(calls).toEqual([]);
    press("?");
    expect(calls).toEqual(["help"]);
  });

  it("reach the view only while it offers the command", () => {
    const { press, registry } = newContext(null);
    let fitted = 0;
    press("f");
    const end = registry.register("view.fit", () => {
      fitted++;
    });
    press("f");
    end();
    press("f");
    expect(fitted).toBe(1);
  });

  it("close one thing at a time, the topmost first", async () => {
    const workspace = await openedWorkspace();
    workspace.setOption("log.open", "on");
    workspace.select({ on: "segment", segment: 0 });
    newContext(workspace, true).press("Escape");
    expect(workspace.view.value.selection).not.toBe(null);
    const { press, registry } = newContext(workspace);
    const end = registry.register("view.cancel", () => end());
    press("Escape");
    expect(workspace.view.value.selection).not.toBe(null);
    press("Escape");
    expect(workspace.view.value.selection).toBe(null);
    expect(workspace.option("log.open")).toBe("on");
    press("Escape");
    expect(workspace.option("log.open")).toBe(null);
  });
});

describe("commands by name", () => {
  it("are found by any of their words, those that work now first", () => {
    const { context, registry } = newContext(null);
    const named = (text: string) => commandsNamed(COMMANDS, text, context()).map(({ id }) => id);
    expect(named("fit view")).toEqual(["view.fit"]);
    expect(named("why")).toEqual(["view.why-not"]);
    expect(named("nothing of the kind")).toEqual([]);
    expect(named("open").indexOf("data.open")).toBe(0);
    registry.register("zoom.out", () => {});
    expect(named("zoom")).toEqual(["zoom.out", "zoom.in"]);
  });
});
