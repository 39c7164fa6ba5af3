import type { Entry } from '../../core/model/entry.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Key, Lease, Ledger, Remembering } from '../../core/ports.ts';

interface Held {
  readonly owner: string;
  readonly untilMs: number;
  readonly lookAgain: boolean;
}

/** A ledger in memory, with ways to look inside. Keys are `capability#subject`. */
export interface MemoryLedger extends Ledger {
  readonly leases: ReadonlyMap<string, Held>;
  readonly memories: ReadonlyMap<string, Memory<unknown>>;
  /** By id, in the order in which they were first written. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** When each watched subject wants to be looked at again. */
  readonly watching: ReadonlyMap<string, number>;
  /** Throws the stop switch; null makes it unreadable. */
  setStopped(stopped: boolean | null): void;
}

const nameOf = ({ capability, subject }: Key) => `${capability}#${subject}`;

/** The ledger of tests and simulations. Values are kept as they are given, and must not be changed afterwards. */
export function memoryLedger(): MemoryLedger {
  return new InMemory();
}

class InMemory implements MemoryLedger {
  readonly leases = new Map<string, Held>();
  readonly memories = new Map<string, Memory<unknown>>();
  readonly entries = new Map<string, Entry>();
  readonly watching = new Map<string, number>();
  private isStopped: boolean | null = false;

  setStopped(stopped: boolean | null): void {
    this.isStopped = stopped;
  }

  async take(lease: Lease, nowMs: number): Promise<'taken' | 'held'> {
    const name = nameOf(lease);
    const held = this.leases.get(name);
    if (held !== undefined && held.untilMs > nowMs && held.owner !== lease.owner) {
      this.leases.set(name, { ...held, lookAgain: true });
      return 'held';
    }
    this.hold(lease, false);
    return 'taken';
  }

  async memory(key: Key): Promise<Memory<unknown> | null> {
    return this.memories.get(nameOf(key)) ?? null;
  }

  async intend(lease: Lease, remembering: Remembering, entry: Entry): Promise<boolean> {
    const held = this.held(lease);
    if (held === null) return false;
    this.hold(lease, held.lookAgain);
    this.write(lease, remembering, entry);
    return true;
  }

  async release(
    lease: Lease,
    remembering: Remembering | null,
    entry: Entry,
  ): Promise<'released' | 'lookAgain' | 'lost'> {
    const held = this.held(lease);
    // A release that is made twice meets its own success: an entry has its outcome from its look alone.
    if (held === null) return this.entries.get(entry.id)?.outcome ? 'released' : 'lost';
    if (held.lookAgain) return 'lookAgain';
    this.leases.delete(nameOf(lease));
    this.write(lease, remembering, entry);
    return 'released';
  }

  async renew(lease: Lease, remembering: Remembering | null, entry: Entry): Promise<boolean> {
    if (this.held(lease) === null) return false;
    this.hold(lease, false);
    this.write(lease, remembering, entry);
    return true;
  }

  async append(entry: Entry): Promise<void> {
    this.entries.set(entry.id, entry);
  }

  async stopped(): Promise<boolean> {
    if (this.isStopped === null) throw new Error('the stop switch cannot be read');
    return this.isStopped;
  }

  private held(lease: Lease): Held | null {
    const held = this.leases.get(nameOf(lease));
    return held?.owner === lease.owner ? held : null;
  }

  private hold(lease: Lease, lookAgain: boolean): void {
    this.leases.set(nameOf(lease), { owner: lease.owner, untilMs: lease.untilMs, lookAgain });
  }

  private write(key: Key, remembering: Remembering | null, entry: Entry): void {
    this.entries.set(entry.id, entry);
    if (remembering === null) return;
    const { memory } = remembering;
    this.memories.set(nameOf(key), memory);
    if (memory.lookAgainAtMs === null) this.watching.delete(nameOf(key));
    else this.watching.set(nameOf(key), memory.lookAgainAtMs);
  }
}
