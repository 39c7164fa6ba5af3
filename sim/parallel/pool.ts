import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

interface Waiting {
  readonly task: unknown;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

/** Spreads tasks over worker threads, one a core. Every worker runs the module given, which answers each message with one. */
export class Pool {
  private readonly idle: Worker[] = [];
  private readonly workers: Worker[] = [];
  private readonly queue: Waiting[] = [];

  constructor(module: URL, workers: number = availableParallelism()) {
    for (let index = 0; index < workers; index++) {
      const worker = new Worker(module);
      this.workers.push(worker);
      this.idle.push(worker);
    }
  }

  /** Runs one task; rejects with what the worker threw. */
  run<Result>(task: unknown): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.queue.push({ task, resolve: resolve as (result: unknown) => void, reject });
      this.next();
    });
  }

  /** Ends all workers. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private next(): void {
    const worker = this.idle.pop();
    if (worker === undefined) return;
    const waiting = this.queue.shift();
    if (waiting === undefined) {
      this.idle.push(worker);
      return;
    }
    const done = (): void => {
      worker.removeAllListeners('message');
      worker.removeAllListeners('error');
      this.idle.push(worker);
      this.next();
    };
    worker.once('message', ({ result, error }: Answer) => {
      done();
      if (error === undefined) waiting.resolve(result);
      else waiting.reject(new Error(error));
    });
    worker.once('error', (error) => {
      done();
      waiting.reject(error);
    });
    worker.postMessage(waiting.task);
  }
}
