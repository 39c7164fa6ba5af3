import type { Entry } from '../../core/model/entry.ts';
import type { Memory } from '../../core/model/memory.ts';
import type { Key, Lease, Ledger, Remembering, Taking } from '../../core/ports.ts';

interface Held {
  readonly owner: string;
  readonly term: number;
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

  async take(lease: Lease, nowMs: number): Promise<Taking> {
    const held = this.leases.get(nameOf(lease));
    // Who missed the answer has it; what its owner has ended since is not taken again by a first try that comes late.
    if (held?.owner === lease.owner) return held.term <= lease.term ? 'takenOver' : 'held';
    if (held !== undefined && held.untilMs > nowMs) return this.askForAnotherLook(lease, held);
    this.hold(lease, false);
    return held === undefined ? 'taken' : 'takenOver';
  }

  async memory(key: Key): Promise<Memory<unknown> | null> {
    return this.memories.get(nameOf(key)) ?? null;
  }

  async intend(lease: Lease, remembering: Remembering, entry: Entry): Promise<boolean> {
    const held = this.held(lease);
    if (held === null || held.term >= lease.term) return held?.term === lease.term;
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
    if (held.term >= lease.term) return 'lost';
    if (held.lookAgain) return 'lookAgain';
    this.leases.delete(nameOf(lease));
    this.write(lease, remembering, entry);
    if (lease.promised) this.watch(lease, remembering?.memory.lookAgainAtMs ?? null);
    return 'released';
  }

  async renew(lease: Lease, remembering: Remembering | null, entry: Entry): Promise<boolean> {
    const held = this.held(lease);
    if (held === null || held.term >= lease.term) return held?.term === lease.term;
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

  private hold({ owner, term, untilMs, ...key }: Lease, lookAgain: boolean): void {
    this.leases.set(nameOf(key), { owner, term, untilMs, lookAgain });
  }

  private askForAnotherLook(key: Key, held: Held): 'held' {
    if (held.lookAgain) return 'held';
    const name = nameOf(key);
    this.leases.set(name, { ...held, lookAgain: true });
    this.watching.set(name, Math.min(this.watching.get(name) ?? held.untilMs, held.untilMs));
    return 'held';
  }

  private write(key: Key, remembering: Remembering | null, entry: Entry): void {
    this.entries.set(entry.id, entry);
    if (remembering === null) return;
    const { was, memory } = remembering;
    this.memories.set(nameOf(key), memory);
    if (memory.lookAgainAtMs !== (was?.lookAgainAtMs ?? null)) this.watch(key, memory.lookAgainAtMs);
  }

  private watch(key: Key, lookAgainAtMs: number | null): void {
    if (lookAgainAtMs === null) this.watching.delete(nameOf(key));
    else this.watching.set(nameOf(key), lookAgainAtMs);
  }
}
