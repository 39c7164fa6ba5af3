import { Pool } from './pool.ts';

/** Threads that do the tasks of backtests, one a core. */
export function backtestPool(workers?: number): Pool {
  // In the package, sources are JavaScript.
  const worker = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  return new Pool(new URL(worker, import.meta.url), workers);
}
