/**
 * The one place that turns a string into the address of a script. The page's policy demands Trusted Types and allows
 * one policy, `whydunit`; a worker address passes only if the composition root has listed it, a script made here
 * (`startScriptWorker`) passes as the blob that was made for it.
 */
export const POLICY_NAME = "whydunit";

interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptUrlPolicy;
}

/**
 * Decides which addresses may become scripts.
 * Relative addresses resolve against `baseUri`, so that any sub-path of any host works.
 */
export class ScriptAllowList {
  readonly #baseUri: string;
  readonly #allowed = new Set<string>();

  constructor(baseUri: string) {
    this.#baseUri = baseUri;
  }

  /** Throws for an address of another origin: the page's scripts are its own. */
  allow(url: string): void {
    const resolved = new URL(url, this.#baseUri);
    if (resolved.origin !== new URL(this.#baseUri).origin) throw new TypeError(`${url} is not of this origin.`);
    this.#allowed.add(resolved.href);
  }

  forget(url: string): void {
    this.#allowed.delete(new URL(url, this.#baseUri).href);
  }

  /** The absolute form of an allowed address; throws a `TypeError` for any other. */
  check(url: string): string {
    const resolved = new URL(url, this.#baseUri).href;
    if (!this.#allowed.has(resolved)) throw new TypeError(`${url} is not on the list of worker scripts.`);
    return resolved;
  }
}

interface Gate {
  readonly allowList: ScriptAllowList;
  readonly policy: ScriptUrlPolicy;
}

let gate: Gate | undefined;

/** A policy of one name can be made once in a page, so there is one gate. */
function openGate(): Gate {
  if (gate) return gate;
  const allowList = new ScriptAllowList(document.baseURI);
  const rules = { createScriptURL: (url: string) => allowList.check(url) };
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  gate = { allowList, policy: factory?.createPolicy(POLICY_NAME, rules) ?? rules };
  return gate;
}

/** Lists the worker scripts of the app (`import url from "…?worker&url"`); called by the composition root only. */
export function allowWorkerScripts(urls: readonly string[]): void {
  for (const url of urls) openGate().allowList.allow(url);
}

/** Starts a module worker from a listed address. Throws a `TypeError` if it is not listed. */
export function startModuleWorker(url: string, name: string): Worker {
  return new Worker(trustedUrl(url), { type: "module", name });
}

/** Starts a classic worker from source text of our own; such a worker inherits the page's content security policy. */
export function startScriptWorker(source: string, name: string): Worker {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  openGate().allowList.allow(url);
  try {
    return new Worker(trustedUrl(url), { name });
  } finally {
    // The fetch of the script has begun with the constructor; the address is of no further use.
    openGate().allowList.forget(url);
    URL.revokeObjectURL(url);
  }
}

/** The DOM's types know no TrustedScriptURL; at run time the value is one wherever the policy demands it. */
function trustedUrl(url: string): string {
  return openGate().policy.createScriptURL(url) as string;
}
