import { type MemoryLedger, memoryLedger } from '../../../adapters/ledger/memory.ts';
import type { Capability, Observed } from '../../../core/capability.ts';
import type { Decision } from '../../../core/model/decision.ts';
import type { Memory } from '../../../core/model/memory.ts';
import type { Outcome } from '../../../core/model/outcome.ts';
import type { Signal } from '../../../core/model/signal.ts';
import { run } from '../../../core/pipeline.ts';
import type { Ledger, Spine } from '../../../core/ports.ts';

export interface Thermometer extends Observed<string> {
  readonly degrees: number;
}

export type Deciding = Decision<number, string>;

export const key = { capability: 'heating', subject: 'kitchen' };
export const tick: Signal = { kind: 'tick', id: 'tick-1', atMs: null, dryRun: false };

/** A decision to change from 18 to 20 degrees, unless told otherwise. */
export const deciding = (given: Partial<Deciding> = {}): Deciding => ({
  desired: 20,
  change: 20,
  withheld: null,
  lowers: false,
  reasons: [{ by: 'comfort', desired: 20, because: { says: 'it is cold' } }],
  binding: 0,
  keep: 'cold',
  lookAgainAtMs: null,
  ...given,
});

/** A small world for one look; every part may be replaced. */
export class OneLook {
  nowMs = 1_000_000;
  acted: number[] = [];
  leftMs: number[] = [];
  readonly inside: MemoryLedger = memoryLedger();
  ledger: Ledger = this.inside;
  observing: (memory: Memory<string>) => void | Promise<void> = () => {};
  deciding: (observation: Thermometer) => Deciding = () => deciding();
  acting: (change: number) => Outcome | Promise<Outcome> = () => ({ is: 'applied', because: null });
  private ids = 0;

  /** Replaces calls of the ledger; what is not named stays as it is. */
  withLedger(replaced: Partial<Ledger>): void {
    const { inside } = this;
    const bound = (name: keyof Ledger) => (inside[name] as (...given: unknown[]) => unknown).bind(inside);
    const names = ['take', 'memory', 'intend', 'release', 'renew', 'append', 'stopped'] as const;
    this.ledger = { ...Object.fromEntries(names.map((name) => [name, bound(name)])), ...replaced } as unknown as Ledger;
  }

  look(signal: Partial<Signal> = {}) {
    return run(this.capability(), key.subject, { ...tick, ...signal } as Signal, this.spine());
  }

  get memory(): Memory<unknown> | null {
    return this.inside.memories.get('heating#kitchen') ?? null;
  }

  get watchedAtMs(): number | null {
    return this.inside.watching.get('heating#kitchen') ?? null;
  }

  get isHeld(): boolean {
    const lease = this.inside.leases.get('heating#kitchen');
    return lease !== undefined && lease.untilMs > this.nowMs;
  }

  private spine(): Spine {
    return {
      ledger: this.ledger,
      clock: { nowMs: () => this.nowMs },
      newId: () => `id-${++this.ids}`,
      leaseMs: 60_000,
    };
  }

  private capability(): Capability<Thermometer, number, string> {
    return {
      name: key.capability,
      observe: async (subject, memory, atMs) => {
        await this.observing(memory);
        return { subject, memory, atMs, degrees: 18 };
      },
      decide: (observation) => this.deciding(observation),
      act: async (_, change, term) => {
        this.leftMs.push(term.leftMs());
        this.acted.push(change);
        return this.acting(change);
      },
    };
  }
}
