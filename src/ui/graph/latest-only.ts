/**
 * Hands one piece of work at a time to a worker. Of what is asked for meanwhile only the latest is done; the promises of
 * what was passed over never settle. So a slider that is dragged does not leave a queue behind.
 */
export class LatestOnly {
  private isBusy = false;
  private next: (() => void) | null = null;

  ask<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        this.isBusy = true;
        const end = () => {
          this.isBusy = false;
          const { next } = this;
          this.next = null;
          next?.();
        };
        work().then(resolve, reject).finally(end);
      };
      if (this.isBusy) this.next = begin;
      else begin();
    });
  }
}
