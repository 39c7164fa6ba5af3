import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

interface Pending {
  readonly task: unknown;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** What a worker answers to a task. */
export interface Answer {
  readonly result: unknown;
  /** Null where the task went well. */
  readonly error: string | null;
}

/** Spreads tasks over worker threads, one a core. The module given answers every message with one `Answer`. */
export class Pool {
  private readonly idle: Worker[] = [];
  private readonly workers: Worker[] = [];
  private readonly queue: Pending[] = [];

  constructor(module: URL, workers: number = availableParallelism()) {
    for (let index = 0; index < workers; index++) {
      const worker = new Worker(module);
      this.workers.push(worker);
      this.idle.push(worker);
    }
  }

  /** Runs one task; rejects with what the worker told of its failure. */
  run<Result>(task: unknown): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.queue.push({ task, resolve: (result) => resolve(result as Result), reject });
      this.next();
    });
  }

  /** Ends all workers; what still runs is given up. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private next(): void {
    const worker = this.idle.pop();
    if (worker === undefined) return;
    const pending = this.queue.shift();
    if (pending === undefined) this.idle.push(worker);
    else this.give(worker, pending);
  }

  private give(worker: Worker, { task, resolve, reject }: Pending): void {
    const settle = (act: () => void): void => {
      worker.removeAllListeners('message');
      worker.removeAllListeners('error');
      this.idle.push(worker);
      act();
      this.next();
    };
    worker.once('message', ({ result, error }: Answer) => {
      settle(() => (error === null ? resolve(result) : reject(new Error(error))));
    });
    worker.once('error', (error) => settle(() => reject(error)));
    worker.postMessage(task);
  }
}

/** Threads that do the tasks of backtests, one a core. */
export function backtestPool(workers?: number): Pool {
  // In the package, sources are JavaScript.
  const worker = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  return new Pool(new URL(worker, import.meta.url), workers);
}
