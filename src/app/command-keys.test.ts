import { expect, it } from "vitest";
import { keyLabel, keyName } from "./command-keys.ts";

const press = (key: string, held = "") => ({
  key,
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  altKey: held.includes("alt"),
});

it("names keys whatever the case and the keyboard", () => {
  expect(keyName(press("q"))).toBe("q");
  expect(keyName(press("Q"))).toBe("q");
  expect(keyName(press("?"))).toBe("?");
  expect(keyName(press("Escape"))).toBe("Escape");
  expect(keyName(press("k", "ctrl"))).toBe("Ctrl+k");
  expect(keyName(press("k", "meta"))).toBe("Ctrl+k");
  // AltGr on a German keyboard, Option on a French one.
  expect(keyName(press("[", "ctrl alt"))).toBe("[");
  expect(keyName(press("]", "alt"))).toBe("]");
});

it("leaves other combinations to the browser", () => {
  expect(keyName(press("q", "alt"))).toBe(null);
  expect(keyName(press("1", "alt"))).toBe(null);
  expect(keyName(press("1", "ctrl"))).toBe("Ctrl+1");
});

it("prints keys as they are engraved", () => {
  expect(["q", "Ctrl+k", "Escape", "Ctrl+Enter", "+"].map(keyLabel)).toEqual(["Q", "Ctrl K", "Esc", "Ctrl ⏎", "+"]);
});
