import type { Choice } from '../../../core/scaling/config/choice.ts';
import type { Way } from '../../../core/scaling/config/policies/any-kind/ways.ts';
import { type Candidate, candidateOf, candidates, firstInCharge, kindOfCandidate } from '../portfolio/candidates.ts';
import { choose } from '../portfolio/choose.ts';
import { chooseSeveral } from '../portfolio/choose-several.ts';
import { type DailyRecord, dailyRecord, daysOf, priced } from '../portfolio/daily-record.ts';
import { nightly, together, withOthers } from '../portfolio/in-charge.ts';
import { type Merit, merits } from '../portfolio/merits.ts';
import { chooseNightly, chooseSeveralNightly } from '../portfolio/nightly.ts';
import { type Days, daysInCharge } from '../portfolio/outlook.ts';
import { candidatesBesidePool, firstBesidePool, type PoolCandidate } from '../portfolio/pool-candidates.ts';
import { Pooled } from '../portfolio/pooled.ts';
import { severalRule, standardRule } from '../portfolio/rule.ts';
import { Shadow } from '../portfolio/shadow.ts';
import { Decided } from '../world/decided.ts';
import type { PoolKind } from '../world/pool-kind.ts';
import type { World } from '../world/world.ts';

/** What a night chooses: how what runs is asked for, and beside a pool how running and pool together are. */
export type Asking = Pick<Choice, 'asking' | 'holdSeconds' | 'others' | 'pool'>;

/** Somebody who may be chosen, and what they did over the recorded days. */
export interface Entrant {
  readonly asking: Asking;
  readonly family: string;
  readonly knobs: Readonly<Record<string, number>>;
  readonly record: DailyRecord;
}

/** Everybody who ran, and what the rule makes of it. */
export interface Contest {
  /** The candidates, and behind them who is in charge and who is to be, where those are several together. */
  readonly all: readonly Entrant[];
  /** How the candidates stand. */
  readonly rated: readonly Merit[];
  /** The number of who is in charge until tonight; -1 where that is none of them. */
  readonly inCharge: number;
  /** The number of who should be from now on. */
  readonly wanted: number;
  /** The days as they would have gone under who the rule would have put in charge of each. */
  readonly played: Days;
}

/** Lets every candidate run the recorded days, beside the pool where the world has one, and chooses by the priced rule. */
export function contest(world: World, incumbent: Asking, budgetPercent: number): Contest {
  const { pool } = world;
  return pool === null ? without(world, incumbent, budgetPercent) : beside(world, pool, incumbent, budgetPercent);
}

function without(world: World, incumbent: Asking, budgetPercent: number): Contest {
  const { workload, leadSeconds, profile } = world;
  const all = candidates(leadSeconds, profile);
  const now = withOthers(candidateOf(incumbent, leadSeconds, profile), incumbent.others ?? []);
  const shadow = new Shadow(world, [...all, now]);
  const entrantOf = (one: Candidate): Entrant => ({
    ...told(one),
    asking: askingOf(one),
    record: dailyRecord(workload, world.run(shadow.scaler(one))),
  });
  const ran = all.map(entrantOf);
  const records = ran.map(({ record }) => record);
  const kinds = all.map(kindOfCandidate);
  const [days, rule] = [daysOf(workload), { ...severalRule, budgetPercent }];
  const rated = merits(records, 0, days, rule);
  const chosen = together(all, chooseSeveral(rated, kinds, rule));
  const each = chooseSeveralNightly({ records, kinds }, days, firstInCharge(all), rule);
  const candidateAt = nightly(all, each, workload);
  const run = world.run(new Decided(workload.startMs, (atMs) => candidateAt(atMs).config));
  const behind = [now, chosen].filter((one) => !ran.some(({ asking }) => isSame(asking, askingOf(one))));
  const entrants = [...ran, ...behind.map(entrantOf)];
  return {
    all: entrants,
    rated,
    inCharge: placeOf(entrants, askingOf(now)),
    wanted: placeOf(entrants, askingOf(chosen)),
    played: dailyRecord(workload, run),
  };
}

/** What stands prepared costs its share, and whoever does without a pool asks by the long lead for all. */
function beside(world: World, pool: PoolKind, incumbent: Asking, budgetPercent: number): Contest {
  const all = candidatesBesidePool({ ...pool, leadSeconds: world.leadSeconds }, world.profile);
  const running = new Shadow(world, [...new Set(all.flatMap((one) => one.running ?? []))], pool.warmLeadSeconds);
  const together = new Shadow(world, [...new Set(all.map((one) => one.together))]);
  const ran = all.map((one): Entrant => {
    const scaler = new Pooled(one.running && running.scaler(one.running), together.scaler(one.together));
    const record = priced(dailyRecord(world.workload, world.run(scaler)), pool.price);
    return { ...toldBeside(one), asking: askingBeside(one), record };
  });
  const records = ran.map(({ record }) => record);
  const [days, rule] = [daysOf(world.workload), { ...standardRule, budgetPercent }];
  const rated = merits(records, 0, days, rule);
  const inCharge = placeOf(ran, incumbent);
  return {
    all: ran,
    rated,
    inCharge,
    wanted: choose(rated, inCharge < 0 ? null : inCharge, rule),
    played: daysInCharge(records, chooseNightly(records, days, firstBesidePool(all), rule)),
  };
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

function askingOf({ policy: { asking, holdSeconds, others } }: Candidate): Way & Pick<Asking, 'others'> {
  return { asking, holdSeconds, ...(others && { others }) };
}

function placeOf(all: readonly Entrant[], wanted: Asking): number {
  return all.findIndex(({ asking }) => isSame(asking, wanted));
}

function isSame(one: Asking, other: Asking): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ asking, holdSeconds, others = [], pool = null }: Asking): string {
  const ways = others.map((one) => [one.asking, one.holdSeconds, one.weight]);
  return JSON.stringify([asking, holdSeconds, ways, pool && [pool.asking, pool.holdSeconds]]);
}
