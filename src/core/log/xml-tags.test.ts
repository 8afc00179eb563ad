import fc from "fast-check";
import { expect, test } from "vitest";
import { xmlAttribute, xmlTags } from "./xml-tags.ts";

const shown = (text: string) =>
  [...xmlTags(text)].map((tag) => `${tag.isClosing ? "/" : ""}${tag.name}${tag.isEmpty ? "/" : ""}`);

test("tags in order, without what only looks like one", () => {
  expect(shown('<?x <a>?><!DOCTYPE log><x:log a="<b>"><!-- <c> --><d e=">"/><![CDATA[<f>]]></x:log>')).toEqual([
    "b",
    "d/",
    "/log",
  ]);
  expect(shown("<!-- never ends <a>")).toEqual([]);
  expect(shown('< a><1 2><"><a')).toEqual(["1"]);
});

test("values of attributes, with entities", () => {
  const text = `<s key="a" value='&lt;&#65;&#x42;&amp;lt; "q" &unknown;' xvalue="no"/>`;
  const [tag] = xmlTags(text);
  expect(xmlAttribute(text, tag, "value")).toBe('<AB&lt; "q" &unknown;');
  expect(xmlAttribute(text, tag, "key")).toBe("a");
  expect(xmlAttribute(text, tag, "none")).toBe("");
  expect(xmlAttribute('<a value = "x">', { ...tag, start: 0, end: 15 }, "value")).toBe("x");
});

test("any text is walked to its end, tags ascending", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    "/",
    '"',
    "'",
    "!--",
    "-->",
    "a",
    " b=",
    "<a ",
    "<![CDATA[",
    "]]>",
    "?",
    "&#0;",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      let last = 0;
      for (const tag of xmlTags(text)) {
        expect(tag.start).toBeGreaterThanOrEqual(last);
        expect(text[tag.start]).toBe("<");
        expect(text[tag.end - 1]).toBe(">");
        expect(typeof xmlAttribute(text, tag, "b")).toBe("string");
        last = tag.end;
      }
    }),
  );
});
