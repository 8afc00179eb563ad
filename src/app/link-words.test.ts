import { expect, it } from "vitest";
import { linkSentence } from "./link-words.ts";

const titleOf = (view: string) => view.toUpperCase();

it("says where a link leads, and that it needs the logs", () => {
  expect(linkSentence("#graph", titleOf)).toBe(
    "This address leads to GRAPH. Addresses hold no data: open the same logs to go there.",
  );
  const filter = encodeURIComponent("1;host=db1;latency=5..");
  expect(linkSentence(`#requests?request=3&filter=${filter}`, titleOf)).toMatch(
    /^This address leads to REQUESTS, with 2 filters and an open request\. /,
  );
  expect(linkSentence("#overview?select=segment%3A1", titleOf)).toMatch(/to OVERVIEW, with a selection\. /);
});

it("has nothing to say of the start", () => {
  for (const hash of ["", "#", "#overview", "#nonsense"]) expect(linkSentence(hash, titleOf)).toBe(null);
});
