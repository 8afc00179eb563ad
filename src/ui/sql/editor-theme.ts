import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the tokens of the page, which reach into its shadow root: light and dark need no word here. */
const theme = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    fontSize: "var(--t-body)",
    minHeight: "152px",
    maxHeight: "38vh",
  },
  "&.cm-focused": { outline: "none", boxShadow: "inset 2px 0 0 var(--select)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "20px", overflow: "auto" },
  ".cm-content": { padding: "var(--s-4) 0", minHeight: "136px", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 var(--s-5) 0 2px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "40px", padding: "0 var(--s-5) 0 0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--hover) 60%, transparent)" },
  "&.cm-focused .cm-activeLineGutter": { backgroundColor: "var(--hover)", color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "1.5px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--select) 28%, transparent)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--sunken)",
    outline: "1px solid var(--line-strong)",
  },
  ".cm-placeholder": { color: "var(--ink-3)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--refuted)",
    textDecorationSkipInk: "none",
  },
  ".cm-lintPoint:after": { borderBottomColor: "var(--refuted)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "var(--r-panel)",
    boxShadow: "var(--shadow-pop)",
    overflow: "hidden",
  },
  ".cm-diagnostic": {
    fontFamily: "var(--sans)",
    fontSize: "var(--t-dense)",
    padding: "var(--s-3) var(--s-5)",
    maxWidth: "420px",
  },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--refuted)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--sans)",
    fontSize: "var(--t-dense)",
    lineHeight: "22px",
    maxHeight: "230px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0 var(--s-4)", lineHeight: "22px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--select-wash)", color: "var(--ink)" },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "var(--w-strong)" },
  ".cm-completionDetail": { color: "var(--ink-3)", fontStyle: "normal", marginLeft: "var(--s-4)" },
  ".cm-tooltip.cm-completionInfo": {
    fontFamily: "var(--sans)",
    fontSize: "var(--t-dense)",
    lineHeight: "var(--lh-dense)",
    padding: "var(--s-4) var(--s-5)",
    maxWidth: "300px",
  },
});

/** As in the mock: weight for words of the language, the tints of roles for what has a kind. */
const highlight = HighlightStyle.define([
  { tag: tags.keyword, fontWeight: "var(--w-strong)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--role-host)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--role-time)" },
  { tag: [tags.standard(tags.name), tags.typeName], color: "var(--role-request)" },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: "var(--ink-3)" },
]);

export const editorTheme = [theme, syntaxHighlighting(highlight)];
