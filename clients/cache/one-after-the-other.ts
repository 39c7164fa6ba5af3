/**
 * Shares work between those who ask for it before it begins. Who comes while it is under way gets the next one, so that
 * nobody is answered with what was read before he asked; at most one is under way a key.
 */
export class OneAfterTheOther<T> {
  private readonly next = new Map<string, Promise<T>>();
  private readonly last = new Map<string, Promise<unknown>>();

  do(key: string, work: () => Promise<T>): Promise<T> {
    const waiting = this.next.get(key);
    if (waiting !== undefined) return waiting;
    const before = this.last.get(key) ?? Promise.resolve();
    const done = before.then(turn, turn).then(() => {
      this.next.delete(key);
      return work();
    });
    this.next.set(key, done);
    this.last.set(key, done);
    const forget = () => {
      if (this.last.get(key) === done) this.last.delete(key);
    };
    done.then(forget, forget);
    return done;
  }
}

/** The turn of the event loop: all who fail by one lost connection come within it. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
