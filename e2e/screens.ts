/**
 * Every screen worth a picture or an audit: how a finished result is brought to it. The hash is the app's own address of a
 * screen, so no selector is needed.
 */
export interface Screen {
  readonly name: string;
  readonly hash: string;
}

export const SCREENS: readonly Screen[] = [
  { name: "overview", hash: "#overview" },
  { name: "graph", hash: "#graph" },
  { name: "graph-table", hash: "#graph?graph.as=table" },
  { name: "graph-evidence", hash: "#graph?select=order%3A0-1" },
  { name: "graph-segment", hash: "#graph?select=segment%3A0" },
  { name: "why-not", hash: "#graph?select=why-not%3A1-0" },
  { name: "requests", hash: "#requests" },
  { name: "request", hash: "#requests?request=0" },
  { name: "request-log", hash: "#requests?request=0&log.open=1" },
  { name: "path", hash: "#path" },
  { name: "sql", hash: "#sql" },
  { name: "files", hash: "#files" },
  { name: "export", hash: "#export" },
  { name: "filtered", hash: "#overview?filter=1%3Blatency%3D3000000000.." },
];

export const THEMES = ["light", "dark"] as const;
export const SIZES = [
  { width: 1600, height: 1000 },
  { width: 1280, height: 720 },
] as const;
