import { Crashing, type CrashPoint } from './crashing.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { type Tally, tally } from './tally.ts';
import type { TwoShards } from './two-shards.ts';
import type { Writers } from './writers.ts';

/** What became of one crash and of who came after. */
export interface Crashed extends Tally {
  readonly scenario: string;
  /** False where the driver never came to the point. */
  readonly hasDied: boolean;
  /** What is still there of the move, on both servers. */
  readonly leftovers: readonly string[];
  readonly ended: string;
  readonly blockedMs: number | null;
  readonly recoveredInMs: number;
}

type PointOfScenario = CrashPoint & { readonly deed: string; readonly scenario: Scenario };

/** Every point of every scenario, each once: what one has in common with those before it is left to them. */
export async function crashPoints(shards: TwoShards, keys: readonly string[]): Promise<readonly PointOfScenario[]> {
  const known = new Set<string>();
  const points: PointOfScenario[] = [];
  for (const scenario of scenarios) {
    const crashing = await runOnce(shards, { scenario, keys }, null);
    for (const deed of crashing.deeds) {
      if (known.has(deed) && scenario.again?.test(deed) !== true) continue;
      known.add(deed);
      points.push({ scenario, deed, when: 'before' }, { scenario, deed, when: 'after' });
    }
  }
  return points;
}

/** Lets a driver die at one point, and another go on at once. */
export async function crash(
  shards: TwoShards,
  writers: Writers,
  { scenario, deed, when }: CrashPoint & { scenario: Scenario },
): Promise<Crashed> {
  let id = '';
  const { isDead: hasDied } = await runOnce(shards, { scenario, keys: writers.keys }, { deed, when }, (move) => {
    id = move;
  });
  const fromMs = Date.now();
  const { is, outcome, blockedMs } = await shards.drive(id, () => false);
  const recoveredInMs = Date.now() - fromMs;
  const leftovers = await shards.leftovers();
  const counted = await tally(shards, writers);
  return {
    scenario: scenario.name,
    hasDied,
    ...counted,
    leftovers,
    ended: `${is}, ${outcome}`,
    blockedMs,
    recoveredInMs,
  };
}

async function runOnce(
  shards: TwoShards,
  { scenario, keys }: { readonly scenario: Scenario; readonly keys: readonly string[] },
  point: CrashPoint | null,
  begun: (id: string) => void = () => {},
): Promise<Crashing> {
  const id = await scenario.begin(shards, keys);
  begun(id);
  const crashing = new Crashing(point, async (deed) => scenario.witness?.(shards, id, deed));
  const store = crashing.store(shards.store);
  await Promise.race([shards.drive(id, () => false, { mover: shards.mover(crashing), store }), crashing.died]);
  return crashing;
}
