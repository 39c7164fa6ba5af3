import { becauseOf } from './because-of.ts';
import type { Decision } from './model/decision.ts';
import type { Entry } from './model/entry.ts';
import { Refusal } from './model/errors.ts';
import { blankMemory, type Memory } from './model/memory.ts';
import type { Outcome } from './model/outcome.ts';
import type { Because } from './model/reason.ts';
import type { Signal } from './model/signal.ts';
import type { Clock, Key, Lease, Ledger, Term } from './ports.ts';

/** What every observation holds, whatever it is about. */
export interface Observed<Kept> {
  readonly subject: string;
  readonly atMs: number;
  readonly memory: Memory<Kept>;
}

/** One thing Headroom does: what to look at, how to decide, how to act. The rest of a look is the same for all. */
export interface Capability<Observation extends Observed<Kept>, Desired, Kept> {
  readonly name: string;
  observe(subject: string, memory: Memory<Kept>, atMs: number): Promise<Observation>;
  /** Pure: the same observation gives the same decision. */
  decide(observation: Observation): Decision<Desired, Kept>;
  /** Idempotent and absolute. Every attempt must be able to end before `term` does. */
  act(observation: Observation, change: Desired, term: Term): Promise<Outcome>;
}

/** What a look needs besides its capability. */
export interface Spine {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** A text that nobody else makes. */
  newId(): string;
  /** How long a look may hold its subject before others take it for dead. */
  readonly leaseMs: number;
}

/** How often one look starts over because others came while it looked; after that the next tick does. */
const mostRounds = 4;

/**
 * One look at one subject: lease, observe, decide, intend, act, record. Whoever finds the lease taken leaves word for its
 * holder, who then looks again, so no event is lost and no two looks act at once.
 * Answers with the entry of the last round; a look that breaks is an entry too (`failed`). Rejects only where the ledger does.
 */
export async function run<Observation extends Observed<Kept>, Desired, Kept>(
  capability: Capability<Observation, Desired, Kept>,
  subject: string,
  signal: Signal,
  spine: Spine,
): Promise<Entry<Observation, Desired, Kept>> {
  const look = new Look(capability, { capability: capability.name, subject }, signal, spine);
  if (signal.dryRun) return look.rehearse();
  const nowMs = spine.clock.nowMs();
  const lease = { ...look.key, owner: spine.newId(), untilMs: nowMs + spine.leaseMs };
  if ((await spine.ledger.take(lease, nowMs)) === 'held') return look.standBack();
  return look.hold(lease);
}

interface Round<Observation, Desired, Kept> {
  readonly entry: Entry<Observation, Desired, Kept>;
  /** What to remember; null keeps what was remembered before. */
  readonly memory: Memory<Kept> | null;
}

class Look<Observation extends Observed<Kept>, Desired, Kept> {
  readonly capability: Capability<Observation, Desired, Kept>;
  readonly key: Key;
  readonly signal: Signal;
  readonly spine: Spine;

  constructor(capability: Capability<Observation, Desired, Kept>, key: Key, signal: Signal, spine: Spine) {
    this.capability = capability;
    this.key = key;
    this.signal = signal;
    this.spine = spine;
  }

  /** What would be done, with nothing taken, changed or written. */
  async rehearse(): Promise<Entry<Observation, Desired, Kept>> {
    const entry = this.blankEntry();
    const observation = await this.observe(entry.atMs);
    const decision = this.capability.decide(observation);
    const outcome = decision.change === null ? withoutChange(decision) : recommended({ says: 'a dry run changes nothing' });
    return { ...entry, observation, decision, outcome };
  }

  /** Another look has the subject and now knows that it must look again. */
  async standBack(): Promise<Entry<Observation, Desired, Kept>> {
    const outcome = superseded({ says: 'another look holds the lease and will look again' });
    const entry = { ...this.blankEntry(), outcome };
    await this.spine.ledger.append(entry);
    return entry;
  }

  async hold(taken: Lease): Promise<Entry<Observation, Desired, Kept>> {
    let lease = taken;
    for (let round = 1; ; round++) {
      const { entry, memory } = await this.round(lease);
      const released = await this.spine.ledger.release(lease, memory, entry);
      if (released === 'released') return entry;
      if (released === 'lost') return this.overtaken(entry);
      const nowMs = this.spine.clock.nowMs();
      const last = round === mostRounds;
      const again = memory === null ? null : { ...memory, lookAgainAtMs: last ? nowMs : memory.lookAgainAtMs };
      lease = { ...lease, untilMs: last ? nowMs : nowMs + this.spine.leaseMs };
      if (!(await this.spine.ledger.renew(lease, again, entry))) return this.overtaken(entry);
      if (last) return entry;
    }
  }

  /** The lease ran out and another look took it: what was done is still told, what was not done is said to be so. */
  private async overtaken(entry: Entry<Observation, Desired, Kept>): Promise<Entry<Observation, Desired, Kept>> {
    const acted = entry.outcome?.is === 'applied' || entry.outcome?.is === 'failed';
    const outcome = superseded({ says: 'the lease ran out before this look ended; another look has taken over' });
    const told = acted ? entry : { ...entry, outcome };
    await this.spine.ledger.append(told);
    return told;
  }

  private async round(lease: Lease): Promise<Round<Observation, Desired, Kept>> {
    const entry = this.blankEntry();
    let observation: Observation;
    let decision: Decision<Desired, Kept>;
    try {
      observation = await this.observe(entry.atMs);
      decision = this.capability.decide(observation);
    } catch (error) {
      return { entry: { ...entry, outcome: broken(error) }, memory: null };
    }
    const seen = { ...entry, observation, decision };
    const memory = remember(observation, decision);
    if (decision.change === null) return { entry: { ...seen, outcome: withoutChange(decision) }, memory };
    const stop = await this.stopReason(decision);
    if (stop !== null) return { entry: { ...seen, outcome: recommended(stop) }, memory };
    return this.change(lease, seen, memory, observation, decision.change);
  }

  private async change(
    lease: Lease,
    seen: Entry<Observation, Desired, Kept>,
    memory: Memory<Kept>,
    observation: Observation,
    change: Desired,
  ): Promise<Round<Observation, Desired, Kept>> {
    const intention = { desired: change, askedAtMs: seen.atMs, reference: seen.id, completed: false };
    if (!(await this.spine.ledger.intend(lease, { ...memory, intention }, seen))) {
      return { entry: { ...seen, outcome: superseded({ says: 'the lease ran out before acting' }) }, memory: null };
    }
    const term: Term = { leftMs: () => lease.untilMs - this.spine.clock.nowMs() };
    let outcome: Outcome;
    try {
      outcome = await this.capability.act(observation, change, term);
    } catch (error) {
      outcome = broken(error);
    }
    return { entry: { ...seen, outcome }, memory: { ...memory, intention: { ...intention, completed: true } } };
  }

  /** Why acting is not allowed now, read inside the lease; null where it is. What cannot be read never shrinks. */
  private async stopReason(decision: Decision<Desired, Kept>): Promise<Because | null> {
    try {
      return (await this.spine.ledger.stopped()) ? { says: 'acting is stopped for the whole deployment' } : null;
    } catch (error) {
      if (!decision.lowers) return null;
      return { says: 'the stop switch cannot be read, so nothing is taken away: {error}', error: tellError(error) };
    }
  }

  private async observe(atMs: number): Promise<Observation> {
    const memory = (await this.spine.ledger.memory(this.key)) as Memory<Kept> | null;
    return this.capability.observe(this.key.subject, memory ?? blankMemory, atMs);
  }

  private blankEntry(): Entry<Observation, Desired, Kept> {
    const atMs = this.spine.clock.nowMs();
    return {
      schema: 1,
      id: `${String(atMs).padStart(15, '0')}-${this.spine.newId()}`,
      ...this.key,
      atMs,
      signal: this.signal,
      observation: null,
      decision: null,
      outcome: null,
    };
  }
}

function remember<Desired, Kept>(observed: Observed<Kept>, decision: Decision<Desired, Kept>): Memory<Kept> {
  return {
    schema: 1,
    kept: decision.keep,
    intention: observed.memory.intention,
    lookedAtMs: observed.atMs,
    lookAgainAtMs: decision.lookAgainAtMs,
  };
}

function withoutChange(decision: Decision<unknown, unknown>): Outcome {
  return decision.withheld === null ? { is: 'unchanged', because: null } : recommended(decision.withheld);
}

function recommended(because: Because): Outcome {
  return { is: 'recommended', because };
}

function superseded(because: Because): Outcome {
  return { is: 'superseded', because };
}

function broken(error: unknown): Outcome {
  return { is: error instanceof Refusal ? 'refused' : 'failed', because: becauseOf(error) };
}

function tellError(error: unknown): string {
  return String(becauseOf(error)['error']);
}
