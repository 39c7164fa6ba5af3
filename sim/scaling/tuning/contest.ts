import { type Choice, firstPoolAsking } from '../../../core/scaling/config/choice.ts';
import { type Ways, waysOf } from '../../../core/scaling/config/policies/any-kind/ways.ts';
import { type Candidate, candidateOf, candidates, firstInCharge, kindOfCandidate } from '../portfolio/candidates.ts';
import { chooseSeveral } from '../portfolio/choose-several.ts';
import { type DailyRecord, dailyRecord, daysOf, priced } from '../portfolio/daily-record.ts';
import { joined, nightly, withOthers } from '../portfolio/in-charge.ts';
import { type Merit, merits } from '../portfolio/merits.ts';
import { chooseSeveralNightly, hasHistory } from '../portfolio/nightly.ts';
import type { Days } from '../portfolio/outlook.ts';
import { candidatesBesidePool, type PoolCandidate, type TwoLeads } from '../portfolio/pool-candidates.ts';
import {
  chooseNightlyBesidePool,
  chooseSeveralBesidePool,
  firstBesidePool,
  joinedBesidePool,
} from '../portfolio/pool-in-charge.ts';
import { nightlyBesidePool } from '../portfolio/pool-scalers.ts';
import { Pooled } from '../portfolio/pooled.ts';
import { type Rule, severalRule } from '../portfolio/rule.ts';
import { Shadow } from '../portfolio/shadow.ts';
import { Decided } from '../world/decided.ts';
import type { PoolKind } from '../world/pool-kind.ts';
import type { Profile } from '../world/profile.ts';
import type { Scaler } from '../world/seen.ts';
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
  /** The candidates. */
  readonly all: readonly Entrant[];
  /** How they stand. */
  readonly rated: readonly Merit[];
  /** Who is in charge until tonight. */
  readonly inCharge: Entrant;
  /** Who should be from now on; the same one where that asks alike, or nothing is known. */
  readonly wanted: Entrant;
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
  const kinds = all.map(kindOfCandidate);
  const now = candidateNow(incumbent, leadSeconds, profile);
  const shadow = new Shadow(world, [...all, now]);
  return held(world, budgetPercent, {
    all,
    now,
    entrantOf: (one) => {
      return { ...told(one), asking: askingOf(one), record: dailyRecord(workload, world.run(shadow.scaler(one))) };
    },
    choose: (rated, rule) => joined(all, chooseSeveral(rated, kinds, rule)),
    play: (records, days, rule) => {
      const each = chooseSeveralNightly({ records, kinds }, days, firstInCharge(all), rule);
      const candidateAt = nightly(all, each, workload);
      return dailyRecord(workload, world.run(new Decided(workload.startMs, (atMs) => candidateAt(atMs).config)));
    },
  });
}

/** What stands prepared costs its share, and whoever does without a pool asks by the long lead for all. */
function beside(world: World, pool: PoolKind, incumbent: Asking, budgetPercent: number): Contest {
  const { workload, leadSeconds, profile } = world;
  const all = candidatesBesidePool({ ...pool, leadSeconds }, profile);
  const now = besidePoolNow(incumbent, { ...pool, leadSeconds }, profile);
  const ofAll = [...all, now];
  const running = new Shadow(world, [...new Set(ofAll.flatMap((one) => one.running ?? []))], pool.warmLeadSeconds);
  const sum = new Shadow(world, [...new Set(ofAll.map(({ together }) => together))]);
  const recordOf = (scaler: Scaler) => priced(dailyRecord(workload, world.run(scaler)), pool.price);
  return held(world, budgetPercent, {
    all,
    now,
    entrantOf: (one) => {
      const scaler = new Pooled(one.running && running.scaler(one.running), sum.scaler(one.together));
      return { ...toldBeside(one), asking: askingBeside(one), record: recordOf(scaler) };
    },
    choose: (rated, rule) => joinedBesidePool(all, chooseSeveralBesidePool(rated, all, rule)),
    play: (records, days, rule) => {
      return recordOf(
        nightlyBesidePool(world, chooseNightlyBesidePool(records, all, days, firstBesidePool(all), rule)),
      );
    },
  });
}

/** Those that take part, and how they run and are chosen. */
interface Field<One> {
  readonly all: readonly One[];
  /** Who is in charge until tonight. */
  readonly now: One;
  entrantOf(one: One): Entrant;
  choose(rated: readonly Merit[], rule: Rule): One;
  /** The days as they go under who is chosen each night. */
  play(records: readonly DailyRecord[], days: number, rule: Rule): Days;
}

function held<One>({ workload }: World, budgetPercent: number, field: Field<One>): Contest {
  const all = field.all.map((one) => field.entrantOf(one));
  const records = all.map(({ record }) => record);
  const [days, rule] = [daysOf(workload), { ...severalRule, budgetPercent }];
  const rated = merits(records, 0, days, rule);
  const inCharge = field.entrantOf(field.now);
  const wanted = hasHistory(records, days) ? field.entrantOf(field.choose(rated, rule)) : inCharge;
  const played = field.play(records, days, rule);
  return { all, rated, inCharge, wanted: asksAlike(wanted, inCharge) ? inCharge : wanted, played };
}

/** Who is in charge beside a pool, as a candidate. */
function besidePoolNow(
  { pool = firstPoolAsking, ...running }: Asking,
  { leadSeconds, warmLeadSeconds }: TwoLeads,
  profile: Profile,
): PoolCandidate {
  if (pool === null) return { running: null, together: candidateNow(running, leadSeconds, profile) };
  const together = candidateNow(pool, leadSeconds, profile);
  return { running: candidateNow(running, warmLeadSeconds, profile), together };
}

/** Who is in charge, as a candidate. */
function candidateNow(ways: Ways, leadSeconds: number, profile: Profile): Candidate {
  return withOthers(candidateOf(ways, leadSeconds, profile), ways.others ?? []);
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

function askingOf({ policy: { asking, holdSeconds, others } }: Candidate): Ways {
  return { asking, holdSeconds, ...(others && { others }) };
}

/** Whether two ask by the same ways, with the same weights. */
export function asksAlike(one: Entrant, other: Entrant): boolean {
  return textOf(one.asking) === textOf(other.asking);
}

function textOf({ pool, ...running }: Asking): string {
  return JSON.stringify(
    [waysOf(running), pool && waysOf(pool)].map((ways) =>
      ways?.map((one) => [one.asking, one.holdSeconds, one.weight]),
    ),
  );
}
