import { becauseOf } from './because-of.ts';
import type { Capability, Observed } from './capability.ts';
import type { Decision } from './model/decision.ts';
import type { Entry } from './model/entry.ts';
import { Refusal, TooBig } from './model/errors.ts';
import { blankMemory, type Memory } from './model/memory.ts';
import type { Outcome } from './model/outcome.ts';
import type { Because } from './model/reason.ts';
import type { Signal } from './model/signal.ts';
import type { Lease, Remembering, Spine, Term } from './ports.ts';

/** How often one look starts over because others came while it looked; after that the next tick does. */
const mostRounds = 4;

/** How soon a look that broke, or that others are still asking for, wants to be followed by another. */
const soonMs = 60_000;

/** A term ends this long before its lease: by so much may two lookers' clocks differ and acting still exclude. */
export const clockDifferenceMs = 2_000;

/** One look under way. `run` in the pipeline says which of its ways is taken. */
export class Look<Observation extends Observed<Kept>, Desired, Kept> {
  private readonly capability: Capability<Observation, Desired, Kept>;
  private readonly signal: Signal;
  private readonly spine: Spine;
  private lease: Lease;
  /** Of the present round, as far as it has come. */
  private entry: Entry<Observation, Desired, Kept>;
  /** What the ledger holds, as far as this look knows. */
  private was: Memory<Kept> | null = null;

  constructor(capability: Capability<Observation, Desired, Kept>, lease: Lease, signal: Signal, spine: Spine) {
    this.capability = capability;
    this.lease = lease;
    this.signal = signal;
    this.spine = spine;
    this.entry = this.blankEntry();
  }

  /** What would be done, with nothing taken, changed or written. */
  async rehearse(): Promise<Entry<Observation, Desired, Kept>> {
    this.was = (await this.spine.ledger.memory(this.lease)) as Memory<Kept> | null;
    const decided = await this.decide();
    if (decided === null) return this.entry;
    const { change } = decided.decision;
    return this.told(
      change === null ? withoutChange(decided.decision) : recommended({ says: 'a dry run changes nothing' }),
    );
  }

  /** Another look has the subject and now knows that it must look again. */
  async standBack(): Promise<Entry<Observation, Desired, Kept>> {
    this.told(superseded({ says: 'another look holds the lease and will look again' }));
    await this.spine.ledger.append(this.entry);
    return this.entry;
  }

  /** Looks until nobody has come while it looked. */
  async hold(): Promise<Entry<Observation, Desired, Kept>> {
    try {
      for (let round = 1; ; round++) {
        const memory = await this.round();
        if (memory === 'lost') return await this.overtaken();
        const ended = await this.end(memory, round === mostRounds);
        if (ended === 'lost') return await this.overtaken();
        if (ended === 'released') return this.entry;
      }
    } catch (error) {
      return await this.letGo(error);
    }
  }

  /** Releases the lease with what is to be remembered (null keeps the old), or keeps it for another round. */
  private async end(memory: Memory<Kept> | null, last: boolean): Promise<'released' | 'again' | 'lost'> {
    const released = await this.spine.ledger.release(this.lease, this.remembering(memory), this.entry);
    if (released !== 'lookAgain') return released;
    const nowMs = this.spine.clock.nowMs();
    this.lease = { ...this.lease, untilMs: last ? nowMs : nowMs + this.spine.leaseMs };
    const kept = last ? { ...(memory ?? this.was ?? blankMemory), lookAgainAtMs: nowMs } : memory;
    if (!(await this.spine.ledger.renew(this.lease, this.remembering(kept), this.entry))) return 'lost';
    return last ? 'released' : 'again';
  }

  /** The lease ran out and another look took it: what was done is still told, what was not done is said to be so. */
  private async overtaken(): Promise<Entry<Observation, Desired, Kept>> {
    const done = this.entry.outcome?.is ?? 'unchanged';
    if (done === 'unchanged' || done === 'recommended') {
      this.told(superseded({ says: 'the lease ran out before this look ended; another look has taken over' }));
    }
    await this.spine.ledger.append(this.entry);
    return this.entry;
  }

  /** The ledger broke: nobody should have to wait for the lease to run out, and the entry should not stay unfinished. */
  private async letGo(error: unknown): Promise<Entry<Observation, Desired, Kept>> {
    const over = { ...this.lease, untilMs: this.spine.clock.nowMs() };
    const tooBig = error instanceof TooBig;
    const entry = { ...this.entry, outcome: this.entry.outcome ?? broken(error) };
    const told = tooBig ? { ...entry, observation: null, decision: null, outcome: broken(error) } : entry;
    try {
      await this.spine.ledger.renew(over, null, told);
    } catch {
      throw error;
    }
    if (tooBig) return told;
    throw error;
  }

  /** Observes, decides and acts. Answers what to remember, or `lost` where the lease was when it came to acting. */
  private async round(): Promise<Memory<Kept> | null | 'lost'> {
    this.entry = this.blankEntry();
    this.was = (await this.spine.ledger.memory(this.lease)) as Memory<Kept> | null;
    const decided = await this.decide();
    if (decided === null) return this.afterBreaking();
    const { observation, decision } = decided;
    const memory = remember(observation, decision);
    if (decision.change === null) {
      this.told(withoutChange(decision));
      return memory;
    }
    const stop = await this.stopReason(decision);
    if (stop === null) return this.change(observation, decision.change, memory);
    this.told(recommended(stop));
    return memory;
  }

  /** Writes down what is intended, in the same breath as a new end of the lease, then does it. */
  private async change(
    observation: Observation,
    change: Desired,
    memory: Memory<Kept>,
  ): Promise<Memory<Kept> | 'lost'> {
    const { ledger, clock, leaseMs } = this.spine;
    const intention = { desired: change, askedAtMs: this.entry.atMs, reference: this.entry.id, completed: false };
    const intending = { ...memory, intention };
    const lease = { ...this.lease, untilMs: clock.nowMs() + leaseMs };
    this.lease = lease;
    if (!(await ledger.intend(lease, { was: this.was, memory: intending }, this.entry))) return 'lost';
    this.was = intending;
    const term: Term = { leftMs: () => lease.untilMs - clockDifferenceMs - clock.nowMs() };
    try {
      this.told(await this.capability.act(observation, change, term));
    } catch (error) {
      this.told(broken(error));
    }
    const lookAgainAtMs = this.entry.outcome?.is === 'failed' ? this.soon(memory) : memory.lookAgainAtMs;
    return { ...memory, lookAgainAtMs, intention: { ...intention, completed: true } };
  }

  /** Observation and decision, as the entry has them too; null where that broke, which the entry then tells. */
  private async decide(): Promise<Decided<Observation, Desired, Kept> | null> {
    const { subject } = this.lease;
    try {
      const observation = await this.capability.observe(subject, this.was ?? blankMemory, this.entry.atMs);
      const decision = this.capability.decide(observation);
      this.entry = { ...this.entry, observation, decision };
      return { observation, decision };
    } catch (error) {
      this.told(broken(error));
      return null;
    }
  }

  /**
   * Where something failed the next tick tries again, since the signal that asked for this look is gone with it. Where
   * somebody has to mend something first, the full look is soon enough.
   */
  private afterBreaking(): Memory<Kept> | null {
    const lookAgainAtMs = this.entry.outcome?.is === 'refused' ? null : this.entry.atMs + soonMs;
    if (this.was === null && lookAgainAtMs === null) return null;
    return { ...(this.was ?? blankMemory), lookAgainAtMs };
  }

  /** Why acting is not allowed now, read inside the lease; null where it is. What cannot be read never shrinks. */
  private async stopReason(decision: Decision<Desired, Kept>): Promise<Because | null> {
    try {
      return (await this.spine.ledger.stopped()) ? { says: 'acting is stopped for the whole deployment' } : null;
    } catch (error) {
      if (!decision.lowers) return null;
      return {
        says: 'the stop switch cannot be read, so nothing is taken away: {error}',
        error: becauseOf(error).error,
      };
    }
  }

  /** As soon as is remembered, but no later than what failed should be tried again. */
  private soon({ lookAgainAtMs }: Memory<Kept>): number {
    return Math.min(lookAgainAtMs ?? Number.POSITIVE_INFINITY, this.entry.atMs + soonMs);
  }

  private remembering(memory: Memory<Kept> | null): Remembering | null {
    return memory === null ? null : { was: this.was, memory };
  }

  private told(outcome: Outcome): Entry<Observation, Desired, Kept> {
    this.entry = { ...this.entry, outcome };
    return this.entry;
  }

  private blankEntry(): Entry<Observation, Desired, Kept> {
    const atMs = this.spine.clock.nowMs();
    const { capability, subject } = this.lease;
    return {
      schema: 1,
      id: `${String(atMs).padStart(15, '0')}-${this.spine.newId()}`,
      capability,
      subject,
      atMs,
      signal: this.signal,
      observation: null,
      decision: null,
      outcome: null,
    };
  }
}

interface Decided<Observation, Desired, Kept> {
  readonly observation: Observation;
  readonly decision: Decision<Desired, Kept>;
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
