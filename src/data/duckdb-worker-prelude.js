/**
 * The first script of the database's worker, before DuckDB's own: it closes the network.
 * SQL can ask for any address (`read_csv('https://…')`, `INSTALL … FROM`), and settings of the database do not stop
 * that; here every request but the one for our own wasm fails with a sentence. Plain JavaScript, because the worker
 * starts from a blob made of this text (and so inherits the page's content security policy).
 */
(scope, { scriptUrl, wasmUrl, policyName }) => {
  const refusal = (url) => `network access is blocked: nothing leaves this tab (the statement asked for ${url})`;
  const open = scope.fetch.bind(scope);

  scope.fetch = async (input, options) => {
    const url = typeof input === "string" ? input : (input.url ?? String(input));
    if (url.startsWith("blob:")) return open(input, options);
    if (url !== wasmUrl) throw new TypeError(refusal(url));
    const response = await open(url);
    if (!response.ok) throw new Error(`the host answered ${response.status} for ${url}`);
    return wasmResponse(response);
  };

  /** The file is gzipped, but some hosts declare that as a transfer encoding and the browser has unpacked it. */
  async function wasmResponse(response) {
    const reader = response.body.getReader();
    const first = await reader.read();
    const gzipped = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b;
    const bytes = new ReadableStream({
      start(controller) {
        if (first.done) controller.close();
        else controller.enqueue(first.value);
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    const body = gzipped ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
    return new Response(body, { headers: { "content-type": "application/wasm" } });
  }

  // Refused in `send`: the database catches what that throws, and not what `open` throws.
  scope.XMLHttpRequest = class extends scope.XMLHttpRequest {
    #refused;
    open(method, url, ...rest) {
      this.#refused = String(url).startsWith("blob:") ? undefined : refusal(url);
      // A request must be opened before headers can be set; this address asks nobody.
      super.open(method, this.#refused === undefined ? url : "data:,", ...rest);
    }
    send(body) {
      if (this.#refused !== undefined) throw new TypeError(this.#refused);
      super.send(body);
    }
  };
  for (const name of ["WebSocket", "EventSource", "WebTransport", "Worker"]) scope[name] = undefined;

  // Failed statements reach their caller as errors; the database also prints each of them.
  scope.console.error = scope.console.warn = scope.console.log = scope.console.debug;

  // What fails between loading and compiling the wasm settles nothing: tell, so that the start fails with a reason.
  scope.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    scope.postMessage({ type: "FATAL", data: String(event.reason?.message ?? event.reason) });
  });

  const rules = {
    createScriptURL(url) {
      if (url !== scriptUrl) throw new TypeError(refusal(url));
      return url;
    },
  };
  const policy = scope.trustedTypes?.createPolicy(policyName, rules) ?? rules;
  scope.importScripts(policy.createScriptURL(scriptUrl));
};
