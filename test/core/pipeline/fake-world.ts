import { attempt } from '../../../adapters/aws/attempts.ts';
import { type MemoryLedger, memoryLedger } from '../../../adapters/ledger/memory.ts';
import type { Capability } from '../../../core/capability.ts';
import type { Decision } from '../../../core/model/decision.ts';
import type { Entry } from '../../../core/model/entry.ts';
import type { Memory } from '../../../core/model/memory.ts';
import type { Outcome } from '../../../core/model/outcome.ts';
import { run } from '../../../core/pipeline.ts';
import type { Lease, Ledger, Spine, Taking, Term } from '../../../core/ports.ts';
import { clockDifferenceMs } from '../../../core/ports.ts';
import type { Chooser, Option } from './choices.ts';
import { settle, VirtualTime } from './virtual-time.ts';

export const leaseMs = 10_000;
export const attemptMs = 2_000;
/** By so much a call of the ledger may be late: what its caller no longer waits for has landed before its lease runs out. */
const latestMs = leaseMs - clockDifferenceMs;
const subject = 'checkout/web';

export interface Seen {
  readonly subject: string;
  readonly atMs: number;
  readonly memory: Memory<number>;
  /** The newest word on how much is needed: the n-th signal says so. */
  readonly news: number;
  readonly asked: number;
}

type SeenEntry = Entry<Seen, number, number>;

/** One look under way. */
export interface Looker {
  readonly name: string;
  /** Milliseconds by which its clock is ahead. */
  readonly aheadMs: number;
  /** Which of the leases it holds, counted as they were taken. */
  term: number;
  /** How many writes under its lease have been carried out. */
  writes: number;
  crashed: boolean;
  answer: SeenEntry | 'rejected' | null;
  /** The news that its signal brought. */
  readonly news: number;
}

/** A call that somebody waits for, or that nobody waits for any more and that lands `late`. */
interface Call {
  readonly of: Looker;
  readonly late?: true;
  readonly name: string;
  readonly options: readonly (Option & { readonly happen: () => void | Promise<void> })[];
}

/** Breaks of the laws, as they are seen. */
export type Fault = string;

/**
 * One scalable, any number of lookers that run the real spine, and a chooser that decides at every port call who goes on,
 * what fails, who crashes and how the clock jumps.
 */
export class FakeWorld {
  readonly time = new VirtualTime();
  readonly ledger: MemoryLedger = memoryLedger();
  readonly lookers: Looker[] = [];
  readonly faults: Fault[] = [];
  /** What the target was last told. */
  asked = 0;
  news = 0;
  /** Whether a lease was taken for a look that no longer waited for it. */
  hasStrayLease = false;
  private chooser: Chooser;
  private calls: Call[] = [];
  private terms = 0;
  private ids = 0;
  private current: Looker | null = null;

  constructor(chooser: Chooser) {
    this.chooser = chooser;
  }

  /** New data arrives, and with it a signal that says so. */
  arrive(aheadMs = 0): Looker {
    this.news++;
    const looker: Looker = {
      name: `look ${this.lookers.length + 1}`,
      aheadMs,
      term: 0,
      writes: 0,
      crashed: false,
      answer: null,
      news: this.news,
    };
    this.lookers.push(looker);
    const signal = { kind: 'tick', id: looker.name, atMs: null, dryRun: false } as const;
    run(this.capability(looker), subject, signal, this.spine(looker)).then(
      (entry) => {
        looker.answer = entry;
      },
      () => {
        looker.answer = 'rejected';
      },
    );
    return looker;
  }

  /** Lets things happen until nothing is left to happen. `arrivals` come when the chooser lets them. */
  async play(arrivals: readonly (() => void)[] = []): Promise<void> {
    const coming = [...arrivals];
    for (let steps = 0; steps < 2000; steps++) {
      await settle(() => this.isAtRest(this.current));
      const options = [...this.goOn(), ...this.jumps(), ...this.arrival(coming)];
      if (options.length === 0) return;
      const chosen = options.length === 1 ? 0 : this.chooser.choose(options);
      await options[chosen]?.happen();
    }
    this.faults.push('it never ended');
  }

  /** Hands all further choices to another. */
  beQuiet(chooser: Chooser): void {
    this.chooser = chooser;
  }

  /** The lease, whoever has it, as long as it keeps others out. */
  get isFree(): boolean {
    const lease = this.ledger.leases.get(`test#${subject}`);
    return lease === undefined || lease.untilMs <= this.time.nowMs;
  }

  get watchedAtMs(): number | null {
    return this.ledger.watching.get(`test#${subject}`) ?? null;
  }

  get entries(): SeenEntry[] {
    return [...this.ledger.entries.values()] as SeenEntry[];
  }

  /** Whether a look has come to its next call or its end; where it waits for time to pass, that cannot be told. */
  private isAtRest(looker: Looker | null): boolean {
    if (looker === null || looker.crashed || looker.answer !== null) return true;
    return this.calls.some(({ of, late }) => of === looker && !late);
  }

  private goOn() {
    const mine = this.calls.filter(({ of, late }) => of === this.current && !late);
    const others = this.calls.filter((call) => !mine.includes(call));
    return [
      ...mine.flatMap((call) => this.optionsOf(call, false)),
      ...others.flatMap((call) => this.optionsOf(call, mine.length > 0)),
    ];
  }

  /** What can become of a call. Where another look goes on instead of the present one, that is a switch. */
  private optionsOf(call: Call, isSwitch: boolean) {
    const options = isSwitch ? call.options.filter(({ cost }) => cost === null) : call.options;
    return options.map(({ name, cost, happen }) => ({
      name: `${call.of.name}: ${call.name}${name && `, ${name}`}`,
      cost: cost ?? (isSwitch ? ('switch' as const) : null),
      happen: () => {
        if (!call.late) this.current = call.of;
        this.calls = this.calls.filter((other) => other !== call);
        return happen();
      },
    }));
  }

  /** Where nobody can go on, time does. Else the clock may jump to where it is most awkward for who holds the lease. */
  private jumps() {
    const to = (atMs: number, cost: Option['cost']) => ({
      name: `the clock jumps to ${atMs}`,
      cost,
      happen: () => this.time.advanceTo(atMs),
    });
    const next = this.time.nextMs;
    if (this.calls.length === 0) return next === null ? [] : [to(next, null)];
    return this.awkwardTimes()
      .filter((atMs) => atMs > this.time.nowMs)
      .map((atMs) => to(atMs, 'jump'));
  }

  private awkwardTimes(): number[] {
    const { untilMs } = this.ledger.leases.get(`test#${subject}`) ?? { untilMs: 0 };
    const clocks = this.lookers.map(({ aheadMs }) => aheadMs);
    const endOfTerm = untilMs - clockDifferenceMs - Math.min(...clocks);
    const lastMomentToAct = endOfTerm - attemptMs - 1;
    const leaseRunsOut = untilMs - Math.max(...clocks);
    return [lastMomentToAct, endOfTerm - 1, leaseRunsOut];
  }

  private arrival(coming: (() => void)[]) {
    const [next] = coming;
    if (next === undefined) return [];
    const isSwitch = this.calls.length > 0;
    const happen = () => {
      coming.shift();
      this.current = null;
      next();
    };
    return [{ name: 'a signal arrives', cost: isSwitch ? ('switch' as const) : null, happen }];
  }

  private spine(of: Looker): Spine {
    return {
      ledger: this.ledgerOf(of),
      clock: { nowMs: () => this.time.nowMs + of.aheadMs },
      newId: () => `${of.name.replace(' ', '-')}-${++this.ids}`,
      leaseMs,
    };
  }

  private ledgerOf(of: Looker): Ledger {
    const { ledger } = this;
    return {
      take: (lease, nowMs) =>
        this.call(
          of,
          'take',
          () => this.take(of, lease, nowMs),
          () => this.takeLate(of, lease, nowMs),
        ),
      memory: (key) => this.call(of, 'memory', () => ledger.memory(key)),
      intend: (...given) => this.write(of, 'intend', () => ledger.intend(...given)),
      release: (...given) => this.write(of, 'release', () => ledger.release(...given)),
      renew: (...given) => this.write(of, 'renew', () => ledger.renew(...given)),
      append: (entry) => this.call(of, 'append', () => ledger.append(entry)),
      stopped: () => this.call(of, 'stopped', () => ledger.stopped()),
    };
  }

  private async take(of: Looker, lease: Lease, nowMs: number): Promise<Taking> {
    const answer = await this.ledger.take(lease, nowMs);
    if (answer !== 'held') of.term = ++this.terms;
    return answer;
  }

  /**
   * A try that nobody waits for any more may find the lease free. Its look holds it then without knowing, which keeps it
   * from others until it runs out.
   */
  private async takeLate(of: Looker, lease: Lease, nowMs: number): Promise<void> {
    const before = this.holder;
    await this.ledger.take(lease, nowMs);
    if (before === lease.owner || this.holder !== lease.owner) return;
    this.hasStrayLease = true;
    of.term = ++this.terms;
  }

  private get holder(): string | null {
    return this.ledger.leases.get(`test#${subject}`)?.owner ?? null;
  }

  private write<T>(of: Looker, name: string, carryOut: () => Promise<T>): Promise<T> {
    const { writes } = of;
    return this.call(
      of,
      name,
      () => this.recorded(of, carryOut()),
      () => this.writeLate(of, writes, name, carryOut),
    );
  }

  /** What comes late changes nothing any more, once it was carried out already, or its look has written something since. */
  private async writeLate(of: Looker, writes: number, name: string, carryOut: () => Promise<unknown>): Promise<void> {
    const before = this.written;
    await carryOut();
    const changes = before !== this.written;
    if (changes && of.writes > writes) this.faults.push(`a late ${name} of ${of.name} changes what was written since`);
  }

  /** All that the ledger holds. */
  private get written(): string {
    const { leases, memories, entries, watching } = this.ledger;
    return JSON.stringify([leases, memories, entries, watching].map((kept) => [...kept]));
  }

  /** Only the look that holds the lease may have written under it. */
  private async recorded<T>(of: Looker, writing: Promise<T>): Promise<T> {
    const answer = await writing;
    const wrote = answer === true || answer === 'released';
    if (wrote) of.writes++;
    if (wrote && of.term !== this.terms) this.faults.push(`${of.name} wrote after another look had taken the lease`);
    return answer;
  }

  /**
   * A port call: it may be slow, break before or after it is carried out, or its caller may not live to see the answer.
   * One that changes something may also land `late`, for the first time or the second.
   */
  private call<T>(of: Looker, name: string, carryOut: () => Promise<T>, late?: () => Promise<void>): Promise<T> {
    return new Promise((resolve, reject) => {
      const answerLater = (answer: T) =>
        this.wait({ of, name: `${name} answers`, options: [{ name: '', cost: null, happen: () => resolve(answer) }] });
      this.wait({
        of,
        name,
        options: [
          { name: '', cost: null, happen: async () => resolve(await carryOut()) },
          { name: 'the answer is slow', cost: 'switch', happen: async () => answerLater(await carryOut()) },
          { name: 'fails', cost: 'fault', happen: () => reject(new Error(`${name} fails`)) },
          {
            name: 'the answer is lost',
            cost: 'fault',
            happen: async () => {
              await carryOut();
              reject(new Error(`the answer to ${name} is lost`));
            },
          },
          { name: 'crashes before', cost: 'fault', happen: () => this.crash(of) },
          {
            name: 'crashes after',
            cost: 'fault',
            happen: async () => {
              await carryOut();
              this.crash(of);
            },
          },
          ...(late === undefined ? [] : this.lateness(of, name, late, async () => resolve(await carryOut()), reject)),
        ],
      });
    });
  }

  private lateness(
    of: Looker,
    name: string,
    land: () => Promise<void>,
    carryOut: () => Promise<void>,
    reject: (error: Error) => void,
  ): Call['options'] {
    const landLater = () => {
      const options = [{ name: '', cost: null, happen: land }];
      const landing: Call = { of, late: true, name: `${name} lands late`, options };
      this.calls.push(landing);
      this.time.at(this.time.nowMs + latestMs, () => {
        if (!this.calls.includes(landing)) return;
        this.calls = this.calls.filter((call) => call !== landing);
        void land();
      });
    };
    const tell = (what: string, happen: () => void | Promise<void>) => ({
      name: what,
      cost: 'late' as const,
      happen: async () => {
        landLater();
        await happen();
      },
    });
    return [
      tell('is repeated, and its first try lands late', carryOut),
      tell('fails and lands late', () => reject(new Error(`${name} fails`))),
      tell('crashes and it lands late', () => this.crash(of)),
    ];
  }

  private wait(call: Call): void {
    if (!call.of.crashed) this.calls.push(call);
  }

  private crash(of: Looker): void {
    of.crashed = true;
    this.calls = this.calls.filter((call) => call.of !== of || call.late);
  }

  private capability(of: Looker): Capability<Seen, number, number> {
    return {
      name: 'test',
      observe: (_, memory, atMs) =>
        this.call(of, 'observe', async () => ({ subject, atMs, memory, news: this.news, asked: this.asked })),
      decide,
      act: (_, change, term) => this.act(of, change, term),
    };
  }

  private async act(of: Looker, change: number, term: Term): Promise<Outcome> {
    const limits = { attemptMs, attempts: 2, random: () => 0.5, pause: this.time.pause };
    await attempt(term, limits, () => this.attempt(of, change));
    return { is: 'applied', because: null };
  }

  /**
   * One attempt: it lands at once, late (though never after its time), or never, whatever its caller is told. Where the
   * clock jumps over all of its time, it landed at the last moment.
   */
  private attempt(of: Looker, change: number): Promise<void> {
    const endMs = this.time.nowMs + attemptMs;
    const { term } = of;
    const land = () => this.land(of, term, change);
    const landLate = () => this.time.at(endMs, land);
    return new Promise((resolve, reject) => {
      const broken = () => reject(Object.assign(new Error('connection lost'), { code: 'ECONNRESET' }));
      const throttled = () => reject(Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' }));
      const tell = (name: string, cost: Option['cost'], ...happenings: (() => void)[]) => ({
        name,
        cost,
        happen: () => {
          for (const happen of happenings) happen();
        },
      });
      const sending: Call = {
        of,
        name: `sets ${change}`,
        options: [
          tell('', null, land, resolve),
          tell('the answer never comes and it lands late', 'fault', landLate),
          tell('the answer never comes and it never lands', 'fault'),
          tell('the connection is lost and it lands late', 'fault', landLate, broken),
          tell('the connection is lost after it landed', 'fault', land, broken),
          tell('is throttled', 'fault', throttled),
          tell('crashes and it lands late', 'fault', landLate, () => this.crash(of)),
          tell('crashes and it never lands', 'fault', () => this.crash(of)),
        ],
      };
      this.wait(sending);
      this.time.at(endMs, () => {
        if (!this.calls.includes(sending)) return;
        this.calls = this.calls.filter((call) => call !== sending);
        land();
      });
    });
  }

  private land(of: Looker, term: number, change: number): void {
    if (term !== this.terms) this.faults.push(`${of.name} landed ${change} after another look had taken the lease`);
    if (change < this.asked) this.faults.push(`${of.name} landed ${change}, which is older than ${this.asked}`);
    this.asked = change;
  }
}

/** Capacity should be what the newest news say, so a lower number is an older one. Asks for no other look by itself. */
function decide({ news, asked }: Seen): Decision<number, number> {
  const change = news === asked ? null : news;
  return {
    desired: news,
    change,
    withheld: null,
    lowers: false,
    reasons: [{ by: 'news', desired: news, because: { says: 'the news say so' } }],
    binding: 0,
    keep: news,
    lookAgainAtMs: null,
  };
}
