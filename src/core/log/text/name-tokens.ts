import { isIpv4 } from "../network-address.ts";
import { nameFit } from "../role-names.ts";
import { type LineToken, NAMED } from "./line-tokens.ts";

type Field = LineToken & { readonly kind: "field" };

const ID = /^(?:[a-z]{2,8}-)?(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{12,64})$/i;
const THREAD = /^(?:main|.*(?:thread|pool|exec|worker|nio|scheduler|reactor|consumer|dispatcher).*|.*-\d+)$/i;
const LOGGER = /^[A-Za-z_$][\w$]*(?:[.$:]+[\w$<>[\]-]+)+$/;

/** Names of the fields of lines of one structure, told by their surroundings and values; each name stands once. */
export function nameTokens(lines: readonly (readonly LineToken[])[]): string[] {
  const columns: Field[][] = [];
  for (const tokens of lines) {
    tokens
      .filter((token): token is Field => token.kind === "field")
      .forEach((token, column) => {
        if (columns[column] === undefined) columns[column] = [];
        columns[column].push(token);
      });
  }
  const names: string[] = [];
  for (const column of columns) {
    const wanted = nameOf(column, names);
    let name = wanted;
    for (let count = 2; names.includes(name); count++) name = `${wanted}${count}`;
    names.push(name);
  }
  return names;
}

function nameOf(column: readonly Field[], names: readonly string[]): string {
  const { hint, takes } = column[0];
  if (takes === "stamp" || hint === "time") return "time";
  if (takes === "level") return "level";
  if (takes === "rest") return "message";
  if (hint.startsWith(NAMED)) return hint.slice(NAMED.length);
  const values = column.map(({ value }) => value.trim()).filter((value) => value !== "" && value !== "-");
  const most = (fits: (value: string) => boolean) =>
    values.length > 0 && values.filter(fits).length >= values.length * 0.6;
  if (most((value) => ID.test(value))) {
    if (hint === "list") return names.includes("trace_id") ? "span_id" : "trace_id";
    return names.includes("request") ? "span_id" : "request";
  }
  if (hint === "program") return "app";
  if (hint === "pid") return "pid";
  if (hint === "host") return "host";
  if (hint === "place") return "caller";
  if (takes === "number") return hint === "bracket" || names.includes("pid") ? "tid" : "pid";
  if (most(isIpv4)) return "client";
  if (hint === "logger") return "logger";
  if (most((value) => THREAD.test(value))) return "thread";
  if (most((value) => LOGGER.test(value))) return "logger";
  if (hint === "list" && !names.includes("service")) return "service";
  if (hint === "bracket" && most((value) => /\s|=/.test(value))) return "context";
  if (hint === "before" && most((value) => nameFit(value, "host") > 0)) return "host";
  return "field";
}
