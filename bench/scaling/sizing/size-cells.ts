import { batchShare, chooseSize, type Sizing } from '../../../core/scaling/sizing/choose-size.ts';
import { costOfSize } from '../../../core/scaling/sizing/cost-of-size.ts';
import { servedBy, type Tier, type UnitSize, unitsFor } from '../../../core/scaling/sizing/unit-size.ts';
import { type CatalogueName, cataloguesFor } from './catalogues.ts';

/** One trace by one catalogue: with sizes that change, beside the one size that serves its peak. */
export interface SizeCell {
  readonly trace: string;
  readonly catalogue: CatalogueName;
  readonly costOverHorizontal: number;
  readonly changesPerWeek: number;
  /** What nobody can undercut, who knows all that is to come: the cost over horizontal, of two who may do more and more. */
  readonly hindsight: Hindsight;
}

/** Costs over horizontal alone, changes at no cost. */
export interface Hindsight {
  /** Of the cheapest size at all times that serves the peak. */
  readonly oneSize: number;
  /** Of the cheapest size of each week that serves the peak of that week. */
  readonly weekly: number;
  /** The same of those sizes alone whose most units serve no less than was promised: what Headroom keeps to. */
  readonly weeklyAsPromised: number;
  /** Of two sizes in each week, one by day (six to eighteen, UTC) and one by night: fourteen changes a week, all of them free. */
  readonly dayAndNight: number;
}

/** What was to be served minute by minute, in units of the made-up fleet, and which of it counts. */
export interface ToServe {
  readonly trace: string;
  readonly startMs: number;
  readonly stepSeconds: number;
  /** What Headroom asked for by number alone: what is served is the same, whatever the size. */
  readonly asked: ArrayLike<number>;
  readonly scored: Uint8Array;
  readonly leadSeconds: number;
}

/** The costs of `Hindsight` in its order, for people. */
export function tellHindsight([one, weekly, promised, parts]: readonly string[]): string {
  return `in hindsight ${one} by one size, ${weekly} by one each week, ${promised} where what is promised is kept, ${parts} by one for days and one for nights`;
}

const dayMs = 86_400_000;
const daysLookedBack = 14;

/** Plays sizes on what was to be served, night by night, by every catalogue. */
export function sizeCells(served: ToServe): { readonly cell: SizeCell; readonly told: string }[] {
  return cataloguesFor(Math.max(...Array.from(served.asked))).map(({ catalogue, sizes, tier, horizontal }) => {
    const played = play(served, sizes, tier, horizontal);
    const alone = costOfScored(served, sizes[horizontal] as UnitSize, tier);
    const weeks = (served.asked.length * served.stepSeconds * 1000) / (7 * dayMs);
    const cell: SizeCell = {
      trace: served.trace,
      catalogue,
      costOverHorizontal: played.usd / alone,
      changesPerWeek: played.changes / weeks,
      hindsight: hindsightOf(served, sizes, tier, horizontal),
    };
    const names = played.sizes.map((place) => sizes[place]?.name).join(', ');
    const cost = cell.costOverHorizontal.toFixed(3);
    const short = played.short === 0 ? '' : `, and ${played.short} minutes had too few`;
    const bound = tellHindsight(Object.values(cell.hindsight).map((one) => one.toFixed(3)));
    return { cell, told: `${cell.trace} ${catalogue}: cost ${cost} of one size (${bound}), sizes ${names}${short}` };
  });
}

interface Played {
  readonly usd: number;
  readonly changes: number;
  /** Steps in which the most units of the size were too few. */
  readonly short: number;
  readonly sizes: readonly number[];
}

function play(served: ToServe, sizes: readonly UnitSize[], tier: Tier, horizontal: number): Played {
  const { asked, scored, stepSeconds, leadSeconds } = served;
  const perDay = Math.round(dayMs / (stepSeconds * 1000));
  const changeSteps = Math.ceil(changeSecondsAt(leadSeconds) / stepSeconds);
  let [now, usd, short, sinceMs] = [horizontal, 0, 0, null as number | null];
  let oldUntil = -1;
  let old: UnitSize | null = null;
  const sizesHad = [now];
  for (let step = 0; step < asked.length; step++) {
    const size = sizes[now] as UnitSize;
    const demand = asked[step] as number;
    const found = unitsFor(demand, size, tier);
    if (found === null) short++;
    const beside =
      step < oldUntil && old !== null ? batchShare * (unitsFor(demand, old, tier) ?? tier.most) * old.usdPerHour : 0;
    if (scored[step] === 1) usd += (((found ?? tier.most) * size.usdPerHour + beside) * stepSeconds) / 3600;
    if ((step + 1) % perDay !== 0) continue;
    const atMs = served.startMs + (step + 1) * stepSeconds * 1000;
    const choice = chooseSize(
      sizingAt(served, { sizes, now, configured: horizontal, tier, atMs, sinceMs, step, isChanging: step < oldUntil }),
    );
    if (choice.size === now) continue;
    [old, oldUntil, now, sinceMs] = [size, step + 1 + changeSteps, choice.size, atMs];
    sizesHad.push(now);
  }
  return { usd, changes: sizesHad.length - 1, short, sizes: sizesHad };
}

interface Now extends Pick<Sizing, 'sizes' | 'now' | 'configured' | 'tier' | 'atMs' | 'sinceMs' | 'isChanging'> {
  readonly step: number;
}

/** A night: the last two weeks are known, and its window is open. */
function sizingAt({ asked, stepSeconds, leadSeconds }: ToServe, { step, ...now }: Now): Sizing {
  const steps = Math.round((daysLookedBack * dayMs) / (stepSeconds * 1000));
  const perSecond = Array.from(asked).slice(Math.max(0, step + 1 - steps), step + 1);
  return {
    ...now,
    demands: { perSecond, stepSeconds },
    isWindowOpen: true,
    changeSeconds: changeSecondsAt(leadSeconds),
  };
}

/** Ten batches, one after the other, each as long as a launch: what an instance refresh takes at a tenth at a time. */
const changeSecondsAt = (leadSeconds: number) => 10 * leadSeconds;

function costOfScored({ asked, scored, stepSeconds }: ToServe, size: UnitSize, tier: Tier): number {
  const perSecond = Array.from(asked).filter((_, step) => scored[step] === 1);
  return costOfSize({ perSecond, stepSeconds }, size, tier)?.usd ?? Number.NaN;
}

/** What the best sizes would have cost, with all that came known and nothing paid for a change. */
function hindsightOf(served: ToServe, sizes: readonly UnitSize[], tier: Tier, horizontal: number): Hindsight {
  const alone = costOfScored(served, sizes[horizontal] as UnitSize, tier);
  const perWeek = Math.round((7 * dayMs) / (served.stepSeconds * 1000));
  const weeks = Array.from({ length: Math.ceil(served.asked.length / perWeek) }, (_, week) => week * perWeek);
  const promised = servedBy(tier.most, sizes[horizontal] as UnitSize, tier);
  const kept = sizes.filter((size) => servedBy(tier.most, size, tier) >= promised);
  const cheapest = (some: ToServe, of = sizes) => {
    // What was asked for on a first day, which does not count, has to be served all the same.
    const able = of.filter((size) => costOfSize(demandsOf(some), size, tier) !== null);
    return Math.min(...able.map((size) => costOfScored(some, size, tier)));
  };
  const ofWeeks = (costOf: (week: ToServe) => number) =>
    weeks.reduce((sum, from) => sum + costOf(sliceOf(served, from, from + perWeek)), 0) / alone;
  return {
    oneSize: cheapest(served) / alone,
    weekly: ofWeeks((week) => cheapest(week)),
    weeklyAsPromised: ofWeeks((week) => cheapest(week, kept)),
    dayAndNight: ofWeeks((week) => cheapest(partOf(week, true)) + cheapest(partOf(week, false))),
  };
}

/** The steps of the days, or of the nights, of a slice. */
function partOf(served: ToServe, isDay: boolean): ToServe {
  const { startMs, stepSeconds, asked, scored } = served;
  const steps = Array.from(asked, (_, step) => step).filter((step) => {
    const hour = ((startMs + step * stepSeconds * 1000) % dayMs) / 3_600_000;
    return (hour >= 6 && hour < 18) === isDay;
  });
  return {
    ...served,
    asked: steps.map((step) => asked[step] ?? 0),
    scored: Uint8Array.from(steps, (step) => scored[step] ?? 0),
  };
}

const demandsOf = ({ asked, stepSeconds }: ToServe) => ({ perSecond: asked, stepSeconds });

function sliceOf(served: ToServe, from: number, to: number): ToServe {
  const asked = Array.from(served.asked).slice(from, to);
  const startMs = served.startMs + from * served.stepSeconds * 1000;
  return { ...served, startMs, asked, scored: served.scored.slice(from, to) };
}
