/** What was odd about records that were kept, and what became of them. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["S_NEG_DUR", "ended before they started: kept as a point at their start"],
  ["K_ID_FORMS", "requests have ids that are written otherwise elsewhere (case, dashes, composed letters): joined"],
  ["S_DUP", "stand in an earlier file too, byte for byte: counted once"],
  ["S_REPEAT", "have the same bytes as the line directly before: counted once"],
  ["S_NO_LABEL", "log entries of spans without event or message: left out"],
  ["S_LOG_TIME", "log entries of spans without a readable time: left out"],
  ["S_NO_EVENT", "tell no event (counters, flows, objects, samples): left out"],
  ["S_NO_START", "ends of slices that never began: left out"],
  ["S_NO_END", "slices that began and never ended: left out"],
  ["T_NO_ZONE", "have stamps without a zone: read as UTC"],
  ["T_NO_YEAR", "have stamps without a year: taken for the last such day before the file was written"],
  ["T_NO_DATE", "have stamps without a date: taken for the last such time before the file was written"],
  ["T_DST_FOLD", "have stamps that the clock showed twice or never, where it was set"],
  ["T_MIXED_UNIT", "have stamps of another form than most of their column"],
  ["F_LONG_LINE", "stand on lines longer than 1 MiB: their fields were taken from the first 64 KiB"],
  ["S_CONTINUED", "lines begin no record and look like no stack trace: taken for the rest of the record before"],
  ["F_NUL", "lines hold NUL bytes (left by copytruncate or a crash): passed over before a line, kept inside it"],
  ["P_EXTRA", "records behind another one on the same line could not be used: left out"],
  ["K_DOUBLE_ID", "had an id that is a floating-point number and may have lost digits: not used"],
  ["K_NO_LABEL", 'had no label: kept as "(unlabelled)"'],
]);

/** "had no label: …" for a code; an unknown code stands for itself. */
export function warningWords(code: string): string {
  return WORDS.get(code) ?? code;
}
