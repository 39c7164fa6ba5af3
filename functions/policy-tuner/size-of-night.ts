import { tell } from '../../core/model/reason.ts';
import type { SizeChoice } from '../../core/scaling/config/choice.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { usdPerHourOf } from '../../core/scaling/config/size-price.ts';
import type { Sizes } from '../../core/scaling/config/sizes.ts';
import { chooseSize } from '../../core/scaling/sizing/choose-size.ts';
import type { UnitSize } from '../../core/scaling/sizing/unit-size.ts';

const daysLookedBack = 14;
const minutesOfDay = 1440;
/** What is replaced at a time is a tenth, each as long as a launch. */
const batches = 10;
/** Where nobody says how many zones there are. */
const withoutZones = 2;

/** What a night knows of one whose units may have several sizes. */
export interface SizedNight {
  readonly config: ScalableConfig;
  readonly sizes: Sizes;
  /** What one unit of the configured size serves. */
  readonly unitPerSecond: number;
  /** The size that units had at the last look; null where none was told. */
  readonly now: string | null;
  /** What arrived, per second, minute by minute; NaN where nothing is on record. */
  readonly demand: ArrayLike<number>;
  readonly leadSeconds: number;
  readonly atMs: number;
}

/** The size that would have cost less over the last two weeks, and why; null where units should keep what they have. */
export function sizeOfNight(night: SizedNight): SizeChoice | null {
  const { config, sizes, demand, leadSeconds, atMs } = night;
  const all = unitSizes(night);
  const place = (name: string) => all.findIndex((one) => one.name === name);
  const [now, configured] = [place(night.now ?? sizes.configured), place(sizes.configured)];
  if (now < 0 || configured < 0 || all.some(({ usdPerHour }) => Number.isNaN(usdPerHour))) return null;
  const { min, max } = config.bounds;
  const least = Math.min(max, Math.max(min, sizes.redundancy ?? withoutZones));
  const recent = Array.from(demand).slice(-daysLookedBack * minutesOfDay);
  const perSecond = recent.filter((value) => !Number.isNaN(value)).map((value) => value / sizes.use);
  const { size, because } = chooseSize({
    ...{ sizes: all, now, configured, atMs, sinceMs: null, isChanging: false, isWindowOpen: true },
    demands: { perSecond, stepSeconds: 60 },
    tier: { contention: sizes.contention, least, most: max },
    changeSeconds: batches * leadSeconds,
  });
  return size === now ? null : { size: all[size]?.name ?? '', says: tell(because) };
}

/** The ladder with what one unit of each size serves and costs. */
function unitSizes({ config, sizes: { ladder, configured }, unitPerSecond }: SizedNight): readonly UnitSize[] {
  const own = ladder.find(({ size }) => size === configured)?.serves ?? Number.NaN;
  return ladder.map((rung) => ({
    name: rung.size,
    usdPerHour: usdPerHourOf(config.target.kind, rung) ?? Number.NaN,
    perSecond: (unitPerSecond * rung.serves) / own,
  }));
}
