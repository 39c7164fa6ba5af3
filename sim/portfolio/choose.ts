/** What one candidate did over the days so far: violation, cost and need by day. */
export interface DailyRecord {
  /** Sum of arrivals x violating share, and of arrivals, by day. */
  readonly violating: Float64Array;
  readonly requests: Float64Array;
  /** Sum of billed units, and of the clairvoyant's, by day. */
  readonly units: Float64Array;
  readonly needed: Float64Array;
  /** Changes of what was asked for, by day. */
  readonly actions: Float64Array;
  /** The share of the day that is judged: actions are counted in it alone. */
  readonly judged: Float64Array;
  /** The 99th percentile of demand's change within ten minutes over its mean, by day; the same for every candidate. */
  readonly swing: Float64Array;
}

/** How the rule weighs. The figures come from the ablations in docs/decisions. */
export interface Rule {
  /** Percent of requests that may find too little capacity. */
  readonly budgetPercent: number;
  /** The share of the budget that the rule aims at. */
  readonly safety: number;
  /** What one percentage point of violation saved may cost, in clairvoyant units. */
  readonly price: number;
  /** The same while violation is above the budget by habit: on at least `habitShare` of the days, not in one incident. */
  readonly priceOverBudget: number;
  /** And while it is more than so many times the budget by habit: then the budget is worth nearly what it takes. */
  readonly priceFarOver: number;
  readonly farOver: number;
  readonly habitShare: number;
  /** Of those that cost at most so much more than the cheapest inside the limit, the safest is chosen: luck is cheap to buy off. */
  readonly nearShare: number;
  /** The same where demand is not calm: what comes next is known less well there. */
  readonly nearShareLively: number;
  /**
   * What one action a day costs, as a share of the cost, where demand is calm: there churn is needless and not free, even
   * if nobody bills it. Calm means that the swing is below `calmSwing` on nine of ten days.
   */
  readonly actionShare: number;
  readonly calmSwing: number;
  /** What each action a day above so many costs besides. */
  readonly mostCalmActions: number;
  readonly busyShare: number;
  /** What a cheaper candidate must save to replace an incumbent that is inside the limit. */
  readonly hysteresis: number;
  /** Nights in a row that a cheaper candidate must win before it takes over; a safer one takes over at once. */
  readonly nightsToCheaper: number;
  /** The days looked back on. */
  readonly days: number;
}

export const standardRule: Omit<Rule, 'budgetPercent'> = {
  safety: 0.05,
  price: 1,
  priceOverBudget: 4,
  priceFarOver: 100,
  farOver: 1.25,
  habitShare: 1 / 3,
  nearShare: 0.01,
  nearShareLively: 0.05,
  actionShare: 0.0003,
  calmSwing: 0.5,
  mostCalmActions: 90,
  busyShare: 0.003,
  hysteresis: 0.02,
  nightsToCheaper: 2,
  days: Number.POSITIVE_INFINITY,
};

/** A candidate as the rule sees it: violation percent, and cost over need with its churn. */
export interface Standing {
  readonly candidate: number;
  readonly violationPercent: number;
  readonly costRatio: number;
  /** Share of the days whose own violation was above the budget. */
  readonly daysOverShare: number;
  /** Whether demand has been calm; the same for every candidate. */
  readonly calm: boolean;
}

/** Who is in charge, and for how many nights somebody cheaper has been waiting. */
export interface Incumbency {
  readonly candidate: number;
  readonly nightsCheaper: number;
}

/**
 * Sums up what every candidate did in the days [first, beyond), actions counted as cost. Candidates without a judged request
 * stand at 0 and 0.
 */
export function standings(
  records: readonly DailyRecord[],
  first: number,
  beyond: number,
  rule: Pick<Rule, 'actionShare' | 'calmSwing' | 'mostCalmActions' | 'busyShare' | 'budgetPercent'>,
): Standing[] {
  const from = Math.max(0, first);
  const calm = isCalm(records[0], from, beyond, rule.calmSwing);
  const sum = (values: Float64Array): number => {
    let total = 0;
    for (let day = from; day < beyond; day++) total += values[day] ?? 0;
    return total;
  };
  return records.map((record, candidate) => {
    const [requests, needed] = [sum(record.requests), sum(record.needed)];
    const actionsPerDay = calm ? sum(record.actions) / Math.max(sum(record.judged), 1e-9) : 0;
    return {
      candidate,
      violationPercent: requests > 0 ? (100 * sum(record.violating)) / requests : 0,
      daysOverShare: daysOver(record, from, beyond, rule.budgetPercent) / Math.max(1, beyond - from),
      calm,
      costRatio: needed > 0 ? (sum(record.units) / needed) * (1 + churn(actionsPerDay, rule)) : 0,
    };
  });
}

function daysOver({ violating, requests }: DailyRecord, from: number, beyond: number, budgetPercent: number): number {
  let over = 0;
  for (let day = from; day < beyond; day++) {
    if (100 * (violating[day] ?? 0) > budgetPercent * (requests[day] ?? 0)) over++;
  }
  return over;
}

/** What a day's actions cost, as a share of the cost. */
function churn(
  perDay: number,
  { actionShare, mostCalmActions, busyShare }: Pick<Rule, 'actionShare' | 'mostCalmActions' | 'busyShare'>,
): number {
  return actionShare * perDay + busyShare * Math.max(0, perDay - mostCalmActions);
}

/** Demand is calm that was lively on at most this share of the days. */
const livelyShare = 0.1;

/** Whether demand was calm on nine of ten of the days that tell it; a single lively one is an incident. */
function isCalm(record: DailyRecord | undefined, first: number, beyond: number, calmSwing: number): boolean {
  const told = (record?.swing ?? new Float64Array(0)).slice(first, beyond);
  const known = told.filter((swing) => !Number.isNaN(swing));
  const lively = known.filter((swing) => swing >= calmSwing).length;
  const incident = known.length > 2 ? 1 : 0;
  return known.length > 0 && lively <= Math.max(incident, livelyShare * known.length);
}

/**
 * The priced rule: the most violation that is worth its price, and the cheapest candidate within it.
 * On the lower convex hull of (violation, cost) it starts at the cheapest candidate and goes to the next safer one while
 * violation is above safety x budget and the step costs at most `price` a percentage point; cost is over need, so a
 * candidate's own cost never makes giving up look cheap. Of those that cost hardly more, the safest is taken. An incumbent inside the limit stays unless clearly dearer.
 */
export function choose(all: readonly Standing[], incumbency: Incumbency | null, rule: Rule): Incumbency {
  const limit = limitPercent(all, rule);
  const best = safestNear(all, cheapestWithin(all, limit), all[0]?.calm ? rule.nearShare : rule.nearShareLively);
  const incumbent = all.find(({ candidate }) => candidate === incumbency?.candidate);
  if (incumbency === null || incumbent === undefined) return { candidate: best.candidate, nightsCheaper: 0 };
  if (incumbent.violationPercent > limit) return { candidate: best.candidate, nightsCheaper: 0 };
  const saves = best.costRatio < (1 - rule.hysteresis) * incumbent.costRatio;
  if (!saves) return { candidate: incumbent.candidate, nightsCheaper: 0 };
  const nights = incumbency.nightsCheaper + 1;
  if (nights < rule.nightsToCheaper) return { candidate: incumbent.candidate, nightsCheaper: nights };
  return { candidate: best.candidate, nightsCheaper: 0 };
}

/** The violation percent that a candidate may have had to be chosen. */
export function limitPercent(all: readonly Standing[], rule: Rule): number {
  const { safety, budgetPercent } = rule;
  const aim = safety * budgetPercent;
  const hull = lowerHull(all);
  let at = hull[0];
  for (const safer of hull.slice(1)) {
    if (at === undefined || at.violationPercent <= aim) break;
    const perPoint = (safer.costRatio - at.costRatio) / (at.violationPercent - safer.violationPercent);
    if (perPoint > priceAt(at, rule)) break;
    at = safer;
  }
  return Math.max(aim, at?.violationPercent ?? 0);
}

/** What a point saved may cost where a candidate stands: more where it misses the budget by habit. */
function priceAt({ violationPercent, daysOverShare }: Standing, rule: Rule): number {
  const { budgetPercent, habitShare, price, priceOverBudget, priceFarOver, farOver } = rule;
  if (violationPercent <= budgetPercent || daysOverShare < habitShare) return price;
  return violationPercent > farOver * budgetPercent ? priceFarOver : priceOverBudget;
}

/** The lower convex hull from the cheapest to the safest: every vertex is safer, dearer and at a worse price than the last. */
export function lowerHull(all: readonly Standing[]): Standing[] {
  const sorted = [...all].sort((a, b) => a.violationPercent - b.violationPercent || a.costRatio - b.costRatio);
  const hull: Standing[] = [];
  for (const next of sorted) {
    const last = hull[hull.length - 1];
    if (last !== undefined && next.costRatio >= last.costRatio) continue;
    while (hull.length >= 2 && isAbove(hull[hull.length - 2] as Standing, hull[hull.length - 1] as Standing, next))
      hull.pop();
    hull.push(next);
  }
  return hull.reverse();
}

/** Whether the middle one lies on or above the line between the others. */
function isAbove(safe: Standing, middle: Standing, cheap: Standing): boolean {
  const share = (middle.violationPercent - safe.violationPercent) / (cheap.violationPercent - safe.violationPercent);
  return middle.costRatio >= safe.costRatio + share * (cheap.costRatio - safe.costRatio);
}

function safestNear(all: readonly Standing[], cheapest: Standing, nearShare: number): Standing {
  let best = cheapest;
  for (const one of all) {
    if (one.costRatio > (1 + nearShare) * cheapest.costRatio) continue;
    if (one.violationPercent < best.violationPercent) best = one;
  }
  return best;
}

function cheapestWithin(all: readonly Standing[], limit: number): Standing {
  let best: Standing | null = null;
  for (const one of all) {
    if (one.violationPercent > limit + 1e-12) continue;
    const better = best === null || one.costRatio < best.costRatio;
    if (better || (one.costRatio === best?.costRatio && one.violationPercent < best.violationPercent)) best = one;
  }
  if (best === null) throw new RangeError('there is no candidate to choose from');
  return best;
}
