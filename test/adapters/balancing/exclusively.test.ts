import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exclusively } from '../../../adapters/balancing/exclusively.ts';
import type { Claims } from '../../../adapters/table/claims.ts';
import { Overtaken } from '../../../core/model/errors.ts';
import type { Lease, Term } from '../../../core/ports.ts';
import { clockDifferenceMs } from '../../../core/ports.ts';
import { type Budget, everyScript, type Option, Script } from '../../core/pipeline/choices.ts';
import { settle, VirtualTime } from '../../core/pipeline/virtual-time.ts';

/** One call, of whoever waits for it, and what may become of it. */
interface Call {
  readonly of: string;
  readonly options: readonly (Option & { readonly happen: () => void })[];
}

/** How long a change may take on its way: it is never made later than its term allows, as `attempt` sees to. */
const attemptMs = 3000;
const leaseMs = 45_000;

/**
 * One rule whose whole list is read, changed and written by several balances, each of its own number alone. A chooser says
 * who goes on, what fails, who crashes and how the clock jumps.
 */
class RuleWorld {
  readonly time = new VirtualTime();
  readonly faults: string[] = [];
  /** The list as the load balancer has it: what each balance last set of its own. */
  list: Readonly<Record<string, number>> = {};
  /** What each balance was told to have set. */
  readonly done: Record<string, number> = {};
  private calls: Call[] = [];
  private readonly chooser: Script;
  private readonly leases = new Map<string, Lease>();
  private readonly crashed = new Set<string>();
  private ids = 0;

  constructor(chooser: Script) {
    this.chooser = chooser;
  }

  change(of: string, value: number, aheadMs = 0): void {
    const clock = { nowMs: () => this.time.nowMs + aheadMs };
    const endMs = clock.nowMs() + leaseMs - clockDifferenceMs;
    const term: Term = { leftMs: () => endMs - clock.nowMs() };
    const hold = exclusively({
      claims: this.claims(of),
      clock,
      newId: () => `${of}-${++this.ids}`,
      pause: this.time.pause,
      random: () => 0.5,
      onTrouble: () => {},
    });
    hold('the rule', term, () => this.readModifyWrite(of, value, term)).then(
      () => {
        this.done[of] = value;
      },
      (error: unknown) => {
        if (!(error instanceof Overtaken) && !String(error).includes('fails')) this.faults.push(String(error));
      },
    );
  }

  /** Lets things happen until nothing is left to happen; changes come when the chooser lets them. */
  async play(coming: (() => void)[]): Promise<void> {
    for (let steps = 0; steps < 500; steps++) {
      await settle();
      const [next] = coming;
      const comes = { name: 'a change comes', cost: null, happen: () => coming.shift()?.() };
      const options = [...this.calls.flatMap((call) => call.options), ...this.jumps(), ...(next ? [comes] : [])];
      if (options.length === 0) return;
      const chosen = options.length === 1 ? 0 : this.chooser.choose(options);
      await (options[chosen] as { happen: () => void | Promise<void> }).happen();
    }
    this.faults.push('it never ended');
  }

  private jumps() {
    const next = this.time.nextMs;
    const to = (atMs: number, cost: Option['cost']) => ({
      name: `the clock jumps to ${atMs}`,
      cost,
      happen: () => this.time.advanceTo(atMs),
    });
    if (this.calls.length === 0 && next !== null) return [to(next, null)];
    const ends = [...this.leases.values()].flatMap(({ untilMs }) => [
      untilMs - clockDifferenceMs,
      untilMs + clockDifferenceMs,
    ]);
    return ends.filter((atMs) => atMs > this.time.nowMs).map((atMs) => to(atMs, 'jump'));
  }

  private async readModifyWrite(of: string, value: number, term: Term): Promise<void> {
    const read = await this.call(of, 'reads', () => this.list);
    if (term.leftMs() <= attemptMs) throw new Error('the term fails to last');
    const latestMs = this.time.nowMs + term.leftMs();
    await this.call(of, 'writes', () => this.land(of, read, value), latestMs);
  }

  /** The whole list is replaced, by whoever comes last. */
  private land(of: string, read: Readonly<Record<string, number>>, value: number): void {
    if (read !== this.list) this.faults.push(`${of} wrote a list that another had changed since it was read`);
    this.list = { ...read, [of]: value };
  }

  private claims(of: string): Claims {
    return {
      take: (lease, nowMs) =>
        this.call(of, 'takes', () => {
          const held = this.leases.get(lease.subject);
          if (held !== undefined && held.untilMs > nowMs && held.owner !== lease.owner) return 'held';
          this.leases.set(lease.subject, lease);
          return 'taken';
        }),
      free: (lease) =>
        this.call(of, 'frees', () => {
          if (this.leases.get(lease.subject)?.owner === lease.owner) this.leases.delete(lease.subject);
        }),
    };
  }

  /** Where the clock jumps over the latest moment of a call, it happened then. */
  private call<T>(of: string, name: string, carryOut: () => T, latestMs: number | null = null): Promise<T> {
    if (this.crashed.has(of)) return new Promise(() => {});
    return new Promise((resolve, reject) => {
      const option = (what: string, cost: Option['cost'], happen: () => void) => ({
        name: `${of} ${name}${what}`,
        cost,
        happen: () => {
          this.calls = this.calls.filter((other) => other !== call);
          happen();
        },
      });
      const call: Call = {
        of,
        options: [
          option('', null, () => resolve(carryOut())),
          option(', which fails', 'fault', () => reject(new Error(`${name} fails`))),
          option(' and crashes', 'fault', () => {
            carryOut();
            this.crashed.add(of);
            this.calls = this.calls.filter((other) => other.of !== of);
          }),
        ],
      };
      this.calls.push(call);
      if (latestMs === null) return;
      this.time.at(latestMs, () => {
        if (!this.calls.includes(call)) return;
        this.calls = this.calls.filter((other) => other !== call);
        resolve(carryOut());
      });
    });
  }
}

const nothing: Budget = { switch: 0, jump: 0, fault: 0, late: 0 };
const balances = ['one', 'two', 'three'];

async function play(script: Script, clocksAheadMs: readonly number[]): Promise<string[]> {
  const world = new RuleWorld(script);
  await world.play(
    clocksAheadMs.map((aheadMs, index) => () => world.change(balances[index] ?? '', index + 1, aheadMs)),
  );
  const lost = Object.entries(world.done).filter(([of, value]) => world.list[of] !== value);
  return [...world.faults, ...lost.map(([of]) => `what ${of} has set is lost`)];
}

const expectNone = (faults: readonly string[], { taken }: Script) => {
  if (faults.length > 0) expect.fail([...faults, ...taken].join('\n'));
};
const half = clockDifferenceMs / 2;

describe('balances that change one rule', () => {
  it.each<[string, Budget, readonly number[]]>([
    ['in whatever order', nothing, [0, 0]],
    ['in whatever order, three of them', nothing, [0, 0, 0]],
    ['the clock jumps twice', { ...nothing, jump: 2 }, [-half, half]],
    ['two things break', { ...nothing, fault: 2 }, [0, 0]],
    ['the clock jumps and something breaks', { ...nothing, jump: 1, fault: 1 }, [half, -half]],
  ])('never lose what another has set, where %s', async (_, budget, clocks) => {
    const played = await everyScript(budget, async (script) => expectNone(await play(script, clocks), script));
    expect(played).toBeGreaterThan(1);
  });

  it('never lose what another has set, in random orders', async () => {
    const anything = { ...nothing, jump: 1000, fault: 1000 };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 11 }), { maxLength: 40 }), async (choices) => {
        const script = new Script(choices, anything);
        expectNone(await play(script, [-half, 0, half]), script);
      }),
      { numRuns: 2000 },
    );
  });

  it('do not wait for long for one that has crashed', async () => {
    const time = new VirtualTime();
    const claims: Claims = { take: async () => 'held', free: async () => {} };
    const quick = {
      newId: () => 'id',
      random: () => 1,
      onTrouble: () => {},
      clock: { nowMs: () => time.nowMs },
      pause: time.pause,
    };
    const held = exclusively({ ...quick, claims })('the rule', { leftMs: () => 40_000 }, async () => 'changed');
    const refused = expect(held).rejects.toThrow('another balance is changing the same listener or rule');
    for (let tries = 0; tries < 60; tries++) {
      await settle();
      await time.advanceTo(time.nowMs + 100);
    }
    await refused;
  });
});
