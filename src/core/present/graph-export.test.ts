import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphLink, graphNode, selectionArbitrary, selectionOf } from "../../testing/graph-arbitraries.ts";
import { graphDot, graphGraphml } from "./graph-export.ts";
import { layoutGraph } from "./graph-layout.ts";
import type { GraphSelection } from "./graph-selection.ts";
import { graphSvg, LIGHT_GRAPH_COLOURS, roundedPath } from "./graph-svg.ts";
import { xmlText } from "./xml-text.ts";

const HOSTILE = `"]; <script>alert('1')</script> & \\N \n \r \t ]]> --> \u0000\u0007 ${String.fromCharCode(0xd800)} 😀`;

/**
 * Tags of an XML text, in order. Throws where it is not well-formed: unbalanced tags, bare markup, characters that XML
 * cannot hold.
 */
function elements(xml: string): string[] {
  // Controls but for tab and line ends, lone surrogates, non-characters.
  if (/[^\P{Cc}\t\n\r\u007f-\u009f]|\p{Cs}|[\ufffe\uffff]/u.test(xml)) throw new Error("character");
  const body = xml.replace(/^<\?xml[^?]*\?>/, "");
  const tag = /<(\/?)([a-z][\w-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/gi;
  const open: string[] = [];
  const found: string[] = [];
  let end = 0;
  const checkText = (text: string) => {
    if (/[<>]/.test(text) || /&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(text)) throw new Error(`bare markup: ${text}`);
  };
  for (const match of body.matchAll(tag)) {
    checkText(body.slice(end, match.index));
    checkText(match[3].replaceAll(/[\w:.-]+="/g, ""));
    end = match.index + match[0].length;
    if (match[1] === "/") {
      if (open.pop() !== match[2]) throw new Error(`unbalanced ${match[2]}`);
    } else {
      found.push(match[2]);
      if (match[4] !== "/") open.push(match[2]);
    }
  }
  checkText(body.slice(end));
  if (open.length > 0) throw new Error(`open ${open.join(", ")}`);
  return found;
}

/** Statements of a DOT text with its quoted strings replaced by the texts they mean. Throws on an open string. */
function dotStrings(dot: string): { plain: string; strings: string[] } {
  const strings: string[] = [];
  const plain = dot.replace(/"((?:[^"\\]|\\.)*)"/gs, (_, text: string) => {
    strings.push(text.replace(/\\(.)/g, (_all, next: string) => (next === "n" ? "\n" : next)));
    return "Q";
  });
  if (plain.includes('"')) throw new Error("open string");
  return { plain, strings };
}

function hostile(): GraphSelection {
  const nodes = [graphNode(0, 0, { task: HOSTILE, label: HOSTILE, shortLabel: HOSTILE }), graphNode(1, 1)];
  const selection = selectionOf(nodes, [graphLink(0, 1, "happens-before")]);
  const components = selection.components.map((component) => ({ ...component, name: HOSTILE }));
  return { ...selection, name: HOSTILE, components };
}

const FORMS = selectionOf(
  [graphNode(0, 0), graphNode(1, 0), graphNode(2, 0), graphNode(3, 1), graphNode(4, 1, { members: [4, 5] })],
  [
    graphLink(0, 1, "happens-before", { status: "near" }),
    graphLink(1, 2, "mutual-exclusion"),
    graphLink(1, 3, "call", { status: "tentative" }),
    graphLink(3, 4, "pipeline"),
  ],
  [[1, 2]],
);

describe("hostile names stay texts", () => {
  const selection = hostile();
  const layout = layoutGraph(selection);

  test("in SVG and GraphML", () => {
    const svg = graphSvg(selection, layout);
    expect(elements(svg)).not.toContain("script");
    expect(elements(graphGraphml(selection, layout))).not.toContain("script");
  });

  test("in DOT", () => {
    const { plain, strings } = dotStrings(graphDot(selection, layout));
    expect(plain).not.toContain("script");
    expect(strings.filter((text) => text.includes("<script>alert('1')</script>")).length).toBe(4);
    expect(strings.some((text) => text.includes("\\N"))).toBe(true);
  });

  test("any text survives escaping, but for what XML cannot hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(elements(`<a b="${xmlText(text)}">${xmlText(text)}</a>`)).toEqual(["a"]);
      }),
    );
    expect(xmlText(`<&>"'`)).toBe("&lt;&amp;&gt;&quot;&apos;");
    expect(xmlText(`a${String.fromCharCode(0xd800)}b\u0000c`)).toBe("a�b�c");
  });
});

describe("any graph", () => {
  test("gives well-formed documents with every node and link", () => {
    fc.assert(
      fc.property(selectionArbitrary(), (selection) => {
        const layout = layoutGraph(selection, { width: 900, height: 600, effort: 0.02 });
        elements(graphSvg(selection, layout));
        const tags = elements(graphGraphml(selection, layout));
        expect(tags.filter((tag) => tag === "node").length).toBe(selection.nodes.length);
        expect(tags.filter((tag) => tag === "edge").length).toBe(selection.links.length);
        const { plain } = dotStrings(graphDot(selection, layout));
        expect(plain.match(/^ {4}n\d+ \[/gm)?.length ?? 0).toBe(selection.nodes.length);
        expect(plain.match(/ -> /g)?.length ?? 0).toBe(selection.links.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe("forms", () => {
  const layout = layoutGraph(FORMS);

  test("no two kinds of links look alike without colour", () => {
    const { plain } = dotStrings(graphDot(FORMS, layout));
    for (const form of ["style=solid", "dir=none", "style=dashed", "style=dotted"]) expect(plain).toContain(form);
    const svg = graphSvg(FORMS, layout);
    expect(svg).toContain('stroke-dasharray="5 3"');
    expect(svg).toContain('stroke-dasharray="0.1 4"');
    expect(svg).toContain('opacity="0.55"');
    expect(svg).toContain("×2");
  });

  test("an SVG asks nobody for anything and uses only the given colours", () => {
    const plainColours = {
      ...LIGHT_GRAPH_COLOURS,
      ground: "white",
      band: "white",
      node: "white",
      ink: "black",
      quietInk: "black",
      edge: "black",
      link: "black",
      accent: "black",
      accentMid: "black",
      accentInk: "black",
      components: ["black"],
    };
    const svg = graphSvg(FORMS, layout, plainColours);
    const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour);
    expect(new Set(colours)).toEqual(new Set(["white", "black", "none"]));
    expect(svg).not.toMatch(/href|url\(|@import|style=/);
  });

  test("exclusion has no direction in GraphML", () => {
    expect(graphGraphml(FORMS, layout).match(/directed="false"/g)?.length).toBe(1);
  });

  test("corners are round, and shrink where a stretch is short", () => {
    const right = [
      { x: 0, y: 0 },
      { x: 20, y: 0 },
      { x: 20, y: 30 },
    ];
    expect(roundedPath(right, 6)).toBe("M0 0L14 0Q20 0 20 6L20 30");
    const short = [
      { x: 0, y: 0 },
      { x: 2, y: 0 },
      { x: 2, y: 30 },
    ];
    expect(roundedPath(short, 6)).toBe("M0 0L0 0Q2 0 2 2L2 30");
    expect(roundedPath([], 6)).toBe("");
  });
});
