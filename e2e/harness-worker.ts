import { expose } from "comlink";

const api = {
  add: (a: number, b: number) => a + b,
  hang: () => new Promise<number>(() => undefined),
  spin(): never {
    for (;;);
  },
  crashLater() {
    setTimeout(() => {
      throw new Error("crashed on request");
    });
  },
};

export type HarnessApi = typeof api;

expose(api);
