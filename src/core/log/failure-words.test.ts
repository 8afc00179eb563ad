import { expect, test } from "vitest";
import { withoutName } from "./failure-words.ts";

test("the name in front is left out, and a sentence ends", () => {
  const said = (message: string) => withoutName("a.log", { code: "I_READ", message });
  expect(said("a.log: it ends")).toBe("it ends.");
  expect(said("a.log could not be read. Drop it again.")).toBe("could not be read. Drop it again.");
  expect(said("has a.log changed?")).toBe("has a.log changed?");
});
