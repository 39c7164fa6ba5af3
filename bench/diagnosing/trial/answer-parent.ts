import type { Counters } from './meter.ts';

/** Tells the parent process where we listen, and from then on what was counted, as often as it asks. */
export function answerParent(port: number, read: () => Counters): void {
  process.on('message', () => process.send?.({ counters: read() }));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port });
}
