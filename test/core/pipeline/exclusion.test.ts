import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockDifferenceMs } from '../../../core/ports.ts';
import { type Budget, everyScript, Script } from './choices.ts';
import { FakeWorld, type Looker, leaseMs } from './fake-world.ts';

/** Tens of thousands of plays take seconds, and longer on a busy machine. */
const patienceMs = 300_000;

const nothing: Budget = { switch: 0, jump: 0, fault: 0, late: 0 };
/** Two writes of a look that both land late, after another look, are more than a ledger without versions can tell. */
const anything: Budget = { switch: 1000, jump: 1000, fault: 1000, late: 1 };

/** Plays a script with as many lookers as there are clocks, then a last quiet look, and tells what went wrong. */
async function play(script: Script, clocksAheadMs: readonly number[]): Promise<string[]> {
  const world = new FakeWorld(script);
  await world.play(clocksAheadMs.map((aheadMs) => () => void world.arrive(aheadMs)));
  const faults = [...world.faults, ...unanswered(world), ...lost(world), ...unexplained(world)];
  return faults.length > 0 ? faults : afterwards(world);
}

function unanswered({ lookers }: FakeWorld): string[] {
  return lookers.filter((looker) => !looker.crashed && looker.answer === null).map(({ name }) => `${name} hangs`);
}

/** A signal is served by a look that saw its news, or somebody is sure to look again. */
function lost(world: FakeWorld): string[] {
  if (world.watchedAtMs !== null) return [];
  const newest = Math.max(0, ...world.entries.map(({ observation, outcome }) => (outcome && observation?.news) ?? 0));
  const answered = world.lookers.filter((looker) => ![looker, ...overtakersOf(looker, world)].some(isDeliveredAgain));
  const told = Math.max(0, ...answered.map(({ news }) => news));
  if (newest < told) return [`news ${told} were lost, the newest look saw ${newest}`];
  if (world.lookers.some(isDeliveredAgain)) return [];
  if (world.asked !== world.news)
    return [`nobody looks again, though ${world.asked} was asked for and not ${world.news}`];
  return world.isFree || world.hasStrayLease ? [] : ['the lease is not free'];
}

const isDeliveredAgain = ({ crashed, answer }: Looker) => crashed || answer === 'rejected';

/** Who took the lease from a look that saw nothing, and so looks in its stead: now, or once its own signal comes again. */
function overtakersOf({ term, answer }: Looker, { lookers }: FakeWorld): Looker[] {
  const outcome = answer === null || answer === 'rejected' ? null : answer.outcome;
  const sawNothing = term > 0 && (outcome?.is === 'superseded' || outcome?.is === 'failed');
  return sawNothing ? lookers.filter((other) => other.term > term) : [];
}

/** Only who crashed or could not write leaves an entry unfinished. */
function unexplained({ entries, lookers }: FakeWorld): string[] {
  const broken = lookers.some(({ crashed, answer }) => crashed || answer === 'rejected');
  const unfinished = entries.filter(({ outcome }) => outcome === null);
  return broken ? [] : unfinished.map(({ id }) => `entry ${id} was never completed`);
}

/** Whatever happened: the next look, once a lease has had time to run out, ends in the right capacity. */
async function afterwards(world: FakeWorld): Promise<string[]> {
  await world.time.advanceTo(world.time.nowMs + leaseMs + clockDifferenceMs);
  const unfinished = world.entries.filter(({ outcome }) => outcome === null).map(({ id }) => id);
  const last = world.arrive();
  world.beQuiet(new Script([], nothing));
  await world.play();
  const faults = [...world.faults];
  if (last.answer === null || last.answer === 'rejected') return [...faults, 'the last look does not end'];
  if (last.answer.outcome?.is !== 'applied') faults.push(`the last look is ${last.answer.outcome?.is}`);
  if (world.asked !== world.news) faults.push(`capacity ends as ${world.asked} and not ${world.news}`);
  if (!world.isFree) faults.push('the lease is never freed');
  if (world.watchedAtMs !== null) faults.push('a promise of a look is left behind');
  for (const id of unfinished) if (world.ledger.entries.get(id)?.outcome) faults.push(`${id} was completed by another`);
  return faults;
}

async function searchAll(budget: Budget, clocksAheadMs: readonly number[]): Promise<number> {
  return everyScript(budget, async (script) => {
    const faults = await play(script, clocksAheadMs);
    if (faults.length > 0) expect.fail([...faults, ...script.taken].join('\n'));
  });
}

describe('two looks at one subject, whatever order things happen in', () => {
  const half = clockDifferenceMs / 2;

  it.each([
    ['they switch three times', { switch: 3, jump: 0, fault: 0 }, [0, 0]],
    ['they switch twice and the clock jumps', { switch: 2, jump: 1, fault: 0 }, [0, 0]],
    ['they switch once and the clock jumps twice', { switch: 1, jump: 2, fault: 0 }, [-half, half]],
    ['they switch twice and something breaks', { switch: 2, jump: 0, fault: 1 }, [0, 0]],
    ['the clock jumps and something breaks', { switch: 0, jump: 1, fault: 1 }, [-half, half]],
    ['two things break', { switch: 0, jump: 0, fault: 2 }, [0, 0]],
    ['they switch twice and something lands late', { switch: 2, jump: 0, fault: 0, late: 1 }, [0, 0]],
    ['something breaks and something lands late', { switch: 0, jump: 0, fault: 1, late: 1 }, [0, 0]],
    ['the clock jumps and something lands late', { switch: 0, jump: 1, fault: 0, late: 1 }, [-half, half]],
  ])(
    'exclude each other and lose nothing where %s',
    async (_, budget, clocksAheadMs) => {
      expect(await searchAll({ ...nothing, ...budget }, clocksAheadMs)).toBeGreaterThan(1000);
    },
    patienceMs,
  );
});

describe('three looks with clocks that differ', () => {
  it(
    'exclude each other and lose nothing, in random orders',
    async () => {
      const scripts = fc.array(fc.nat({ max: 11 }), { maxLength: 60 });
      const half = clockDifferenceMs / 2;
      const clocks = fc.array(fc.constantFrom(-half, 0, half), { minLength: 3, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(scripts, clocks, async (script, clocksAheadMs) => {
          const chosen = new Script(script, anything);
          const faults = await play(chosen, clocksAheadMs);
          if (faults.length > 0) expect.fail([...faults, ...chosen.taken].join('\n'));
        }),
        { numRuns: 5000 },
      );
    },
    patienceMs,
  );
});
