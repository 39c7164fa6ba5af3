import type { Stored } from './stored.ts';

interface Kept {
  readonly stored: Stored;
  readonly untilMs: number;
}

const mostKept = 32;

/** Values of keys that are asked for all the time, kept in the process for a moment: one server would answer for all of them. */
export class HotLevel {
  private readonly keptMs: number;
  private readonly kept = new Map<string, Kept>();
  /** Grows with everything that is taken away in this process: what was read before that is not kept. */
  changes = 0;

  constructor(keptMs: number) {
    this.keptMs = keptMs;
  }

  get(id: string, nowMs: number): Stored | null {
    const found = this.kept.get(id);
    return found === undefined || nowMs > found.untilMs ? null : found.stored;
  }

  /** `changes`, as it was before the value was read. */
  keep(id: string, stored: Stored, nowMs: number, changes: number): void {
    if (this.keptMs === 0 || stored.is === 'pass' || changes !== this.changes) return;
    this.kept.delete(id);
    const [oldest] = this.kept.size < mostKept ? [] : this.kept.keys();
    if (oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(id, { stored, untilMs: Math.min(nowMs + this.keptMs, stored.beganMs + stored.freshMs) });
  }

  forget(id: string): void {
    this.changes++;
    this.kept.delete(id);
  }

  clear(): void {
    this.changes++;
    this.kept.clear();
  }
}
