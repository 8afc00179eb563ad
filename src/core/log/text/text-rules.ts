import { encodeUtf8 } from "../../bytes.ts";
import { IgnoredLines } from "../ignored-lines.ts";
import type { LineRules } from "../line-splitter.ts";

/** The lines that glog and its kin (klog, absl) begin each file with. */
const GLOG_HEADERS = [
  "Log file created at: ",
  "Running on machine: ",
  "Application fingerprint: ",
  "Running duration (h:mm:ss): ",
  "Binary: Built with ",
  "Previous log: ",
  "Log line format: [",
].map((text) => encodeUtf8(text));

/** How lines of text follow one another: what is no record goes on with the one before it, "#" begins a comment. */
export const TEXT_RULES: LineRules = {
  continues: true,
  comment: 0x23,
  headers: new IgnoredLines(GLOG_HEADERS, []),
  cutsLongLines: true,
};
