import { CacheDown, isMoving, isRefusal } from './cache-errors.ts';
import type { CacheLink, Script } from './cache-link.ts';

interface Guarding {
  readonly link: CacheLink;
  /** How long one command may take. */
  readonly timeoutMs: number;
  /** Told when a node has gone. */
  onTrouble(what: string, error: unknown): void;
}

/** How often a node that is gone is asked whether it is back. */
const probeMs = 100;
const partsOfTime = 4;

/** A link with a time-out and a breaker for each node: one that does not answer is not asked again until it does. */
export class GuardedLink {
  private readonly guarding: Guarding;
  private readonly down = new Map<string, NodeJS.Timeout>();
  private closed = false;

  constructor(guarding: Guarding) {
    this.guarding = guarding;
  }

  isDown(key: string): boolean {
    return this.down.size > 0 && this.down.has(this.guarding.link.nodeOf(key));
  }

  /** Rejects with `CacheDown`, or with the reply that refuses it. */
  read(keys: readonly string[]): Promise<readonly (string | null)[]> {
    return this.guard(keys[0] ?? '', (link) => link.read(keys));
  }

  run(script: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return this.guard(keys[0] ?? '', (link) => link.run(script, keys, args));
  }

  nodeOf(key: string): string {
    return this.guarding.link.nodeOf(key);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.down.values()) clearTimeout(timer);
    await this.guarding.link.close();
  }

  private async guard<T>(key: string, ask: (link: CacheLink) => Promise<T>): Promise<T> {
    const { link } = this.guarding;
    const node = link.nodeOf(key);
    if (this.down.has(node)) throw new CacheDown(`${node} does not answer`);
    try {
      return await this.inTime(ask(link));
    } catch (error) {
      if (isRefusal(error)) throw error;
      if (isMoving(error)) throw new CacheDown(`${node} moves what is asked for to another`, { cause: error });
      this.open(node, key, error);
      throw new CacheDown(`${node} does not answer`, { cause: error });
    }
  }

  private inTime<T>(asked: Promise<T>): Promise<T> {
    const { timeoutMs } = this.guarding;
    return new Promise((resolve, reject) => {
      let parts = 0;
      // In parts, so that time in which this process itself stood still counts little: as when a Lambda was frozen.
      const timer = setInterval(() => {
        if (++parts < partsOfTime) return;
        clearInterval(timer);
        reject(new CacheDown(`no answer within ${timeoutMs} ms`));
      }, timeoutMs / partsOfTime);
      const settle = <V>(how: (value: V) => void, what: V) => {
        clearInterval(timer);
        how(what);
      };
      asked.then(
        (answer) => settle(resolve, answer),
        (error: unknown) => settle(reject, error),
      );
    });
  }

  private open(node: string, key: string, error: unknown): void {
    if (this.down.has(node) || this.closed) return;
    this.guarding.onTrouble(`${node} does not answer`, error);
    this.probeLater(node, key);
  }

  private probeLater(node: string, key: string): void {
    const timer = setTimeout(() => void this.probe(node, key), probeMs);
    timer.unref();
    this.down.set(node, timer);
  }

  /** By the key that has failed: after a fail-over it may lie on another node, and this one is not asked any more. */
  private async probe(node: string, key: string): Promise<void> {
    try {
      await this.inTime(this.guarding.link.read([key]));
      this.down.delete(node);
    } catch {
      // It is not back; its trouble has been told.
      if (!this.closed) this.probeLater(node, key);
    }
  }
}
