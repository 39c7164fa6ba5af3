import type { Choice } from '../../../core/scaling/config/choice.ts';
import { type Candidate, candidates } from '../portfolio/candidates.ts';
import { type DailyRecord, dailyRecord, priced } from '../portfolio/daily-record.ts';
import { candidatesBesidePool, type PoolCandidate } from '../portfolio/pool-candidates.ts';
import { Pooled } from '../portfolio/pooled.ts';
import { Shadow } from '../portfolio/shadow.ts';
import type { PoolKind } from '../world/pool-kind.ts';
import type { World } from '../world/world.ts';

/** What a night chooses: how what runs is asked for, and beside a pool how running and pool together are. */
export type Asking = Pick<Choice, 'asking' | 'holdSeconds' | 'pool'>;

/** Somebody who may be chosen, and what they did over the recorded days. */
export interface Entrant {
  readonly asking: Asking;
  readonly family: string;
  readonly knobs: Readonly<Record<string, number>>;
  readonly record: DailyRecord;
}

/** Lets every candidate run the recorded days, beside the pool where the world has one. */
export function entrants(world: World): Entrant[] {
  const { pool } = world;
  return pool === null ? without(world) : beside(world, pool);
}

function without(world: World): Entrant[] {
  const all = candidates(world.leadSeconds, world.profile);
  const shadow = new Shadow(world, all);
  return all.map((one) => ({
    ...told(one),
    asking: askingOf(one),
    record: dailyRecord(world.workload, world.run(shadow.scaler(one))),
  }));
}

/** What stands prepared costs its share, and whoever does without a pool asks by the long lead for all. */
function beside(world: World, pool: PoolKind): Entrant[] {
  const all = candidatesBesidePool({ ...pool, leadSeconds: world.leadSeconds }, world.profile);
  const running = new Shadow(world, [...new Set(all.flatMap((one) => one.running ?? []))], pool.warmLeadSeconds);
  const together = new Shadow(world, [...new Set(all.map((one) => one.together))]);
  return all.map((one) => {
    const scaler = new Pooled(one.running && running.scaler(one.running), together.scaler(one.together));
    const record = priced(dailyRecord(world.workload, world.run(scaler)), pool.price);
    return { ...toldBeside(one), asking: askingBeside(one), record };
  });
}

const told = ({ family, knobs }: Candidate) => ({ family, knobs });

function toldBeside({ running, together }: PoolCandidate) {
  if (running === null) return told(together);
  const { family } = running;
  const ofPool = Object.entries(together.knobs).map(([knob, value]) => [`pool ${knob}`, value] as const);
  return { family: `${family} beside a pool`, knobs: { ...running.knobs, ...Object.fromEntries(ofPool) } };
}

function askingBeside({ running, together }: PoolCandidate): Asking {
  if (running === null) return { ...askingOf(together), pool: null };
  return { ...askingOf(running), pool: askingOf(together) };
}

function askingOf({ policy: { asking, holdSeconds } }: Candidate) {
  return { asking, holdSeconds };
}
