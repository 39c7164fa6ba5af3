import type { Because } from '../../../model/reason.ts';

/** A database or a cache node, as weeks have shown it. */
export interface SeenClass {
  /** What it is called for people, e.g. `the database "orders"`. */
  readonly told: string;
  /** Its class or node type, e.g. `db.r7g.xlarge`. */
  readonly own: string;
  /** The share of its CPU that was busy in its busiest hour of a hundred, 0 to 1. */
  readonly busyShare: number;
  /** The share of its memory that was in use at the most, 0 to 1; null where nobody tells. */
  readonly memoryShare: number | null;
  /** How many alike there are. */
  readonly count: number;
  /** What one costs an hour; null where nobody knows. */
  readonly usdPerHour: number | null;
}

/** The class that would serve the same, and why. */
export interface ClassAdvice {
  readonly kind: 'smaller' | 'larger';
  readonly to: string;
  /** Below nothing where it costs more; null where no price is known. */
  readonly savedUsdPerMonth: number | null;
  readonly because: Because;
  /** The reason alone, e.g. `its busiest hours take 12 % of its CPU`. */
  readonly why: Because;
}

/** Sizes of a family, each twice the one before in CPU, memory and price. Below `large` CPUs are shared, and nothing is in proportion. */
const sizes = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '16xlarge'];
/** A smaller one is advised that would be busy for no more than this. */
const mostBusy = 0.6;
const mostMemory = 0.8;
/** A larger one is advised above this. */
const tooBusy = 0.85;
const tooFull = 0.9;
const hoursPerMonth = 730;
/** Classes that save CPU up end here. */
const mostBurstable = '2xlarge';

/**
 * Which size of the same family would do: the one below where even the busiest hour would leave it room, the one above where it has
 * none left. Nothing is advised on what has no size in proportion, or of whose memory nobody tells. It is advice alone: what a
 * smaller buffer keeps from being read again shows only once it is there.
 */
export function adviseClass(seen: SeenClass): ClassAdvice | null {
  const { own, busyShare, memoryShare } = seen;
  const [, family = '', size = ''] = /^(.+)\.([a-z0-9]+)$/.exec(own) ?? [];
  const place = sizes.indexOf(size);
  if (place < 0) return null;
  if (busyShare > tooBusy || (memoryShare ?? 0) > tooFull) return toOther(seen, family, sizes[place + 1], 2);
  const isIdle = 2 * busyShare <= mostBusy && memoryShare !== null && 2 * memoryShare <= mostMemory;
  return isIdle ? toOther(seen, family, sizes[place - 1], 0.5) : null;
}

function toOther(seen: SeenClass, family: string, size: string | undefined, times: number): ClassAdvice | null {
  if (size === undefined || (/^\w+\.t/.test(family) && sizes.indexOf(size) > sizes.indexOf(mostBurstable))) return null;
  const { told, own, count, usdPerHour, busyShare, memoryShare } = seen;
  const to = `${family}.${size}`;
  const savedUsdPerMonth = usdPerHour === null ? null : (1 - times) * usdPerHour * count * hoursPerMonth;
  const price =
    savedUsdPerMonth === null
      ? ''
      : savedUsdPerMonth >= 0
        ? ', for {dollars} dollars less a month'
        : ', for {dollars} dollars more a month';
  const memory = memoryShare === null ? '' : ' and {memory} % of its memory';
  const why = `its busiest hours take {busy} % of its CPU${memory}`;
  const kind = times < 1 ? 'smaller' : 'larger';
  const does =
    kind === 'smaller'
      ? '{count} x {to} would serve what {count} x {own} do'
      : '{count} x {to} would have the room that {count} x {own} lack';
  const percent = (share: number | null) => (share === null ? null : Math.round(100 * share));
  const numbers = {
    busy: percent(busyShare),
    memory: percent(memoryShare),
    dollars: savedUsdPerMonth && Math.round(Math.abs(savedUsdPerMonth)),
  };
  const because = { says: `{told}: ${does}${price}, because ${why}`, told, count, to, own, ...numbers };
  return { kind, to, savedUsdPerMonth, because, why: { says: why, ...numbers } };
}

/** What storage of a database was used. */
export interface SeenStorage {
  readonly told: string;
  /** `gp2`, `gp3`, `io1` and so on. */
  readonly type: string;
  readonly allocatedGb: number;
  /** The least that was free, and what went each day on average. */
  readonly leastFreeGb: number;
  readonly usedGbPerDay: number;
}

const daysAhead = 60;

/** What to do about storage before it is full. It can grow and never shrinks: a database that has too much is only made anew. */
export function adviseStorage({ told, type, allocatedGb, leastFreeGb, usedGbPerDay }: SeenStorage): Because | null {
  const days = usedGbPerDay > 0 ? leastFreeGb / usedGbPerDay : Number.POSITIVE_INFINITY;
  if (days < daysAhead) {
    const says =
      '{told}: its storage of {gb} GB is full in {days} days at {perDay} GB a day; let it grow by itself (MaxAllocatedStorage), or make it larger';
    return { says, told, gb: allocatedGb, days: Math.floor(days), perDay: usedGbPerDay };
  }
  if (type !== 'gp2') return null;
  return {
    says: '{told}: gp3 has the same price a GB as gp2 and at least 3,000 IOPS however small it is; change the type',
    told,
  };
}
