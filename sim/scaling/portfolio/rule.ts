/** How the priced rule weighs. The figures come from the ablations in docs/decisions. Why: docs/decisions/0084. */
export interface Rule {
  /** Percent of requests that may find too little capacity. */
  readonly budgetPercent: number;
  /**
   * The share of the budget that a month may come to before what is above it is priced, where demand is calm and where it is
   * not: the days to come are worse than those that were chosen from, and less like them where demand is lively.
   */
  readonly aimShare: number;
  readonly aimShareLively: number;
  /** What a percentage point that a month is expected to violate above that may cost, in clairvoyant units. */
  readonly price: number;
  /** What one costs besides, above the aim or not, where demand is lively. */
  readonly insidePriceLively: number;
  /**
   * The same price where it is above so many times the aim without its incidents, by habit: then the budget is worth nearly
   * what it takes.
   */
  readonly habitPrice: number;
  readonly habitAim: number;
  /** The worst days that count as incidents: this share of all, and at least so many. */
  readonly incidentShare: number;
  readonly leastIncidents: number;
  /** How many times more the day with the most violations counts: the days that are known are never the worst there can be. */
  readonly worstDayAgain: number;
  /**
   * What one action a day costs, as a share of the cost, where demand is calm: there churn is needless and not free, even
   * if nobody bills it. Calm means that the swing is below `calmSwing` on nine of ten days.
   */
  readonly actionShare: number;
  readonly calmSwing: number;
  /** What each action a day above so many costs besides. */
  readonly mostCalmActions: number;
  readonly busyShare: number;
  /** What one change of direction a day costs besides, as a share of the cost, where demand is calm and where it is not. */
  readonly flipShare: number;
  readonly flipShareLively: number;
  /** What somebody must save, as a share of their cost, to replace an incumbent. */
  readonly hysteresis: number;
  /**
   * Where several are in charge together: whoever is expected to lose this share more of what the best loses above the
   * clairvoyant weighs 1/e, and that excess is taken for no less than `leastExcess`. Who would weigh less than `leastWeight`
   * is left out.
   */
  readonly meanShare: number;
  readonly leastExcess: number;
  readonly leastWeight: number;
  /** The days looked back on. */
  readonly days: number;
}

export const standardRule: Omit<Rule, 'budgetPercent'> = {
  aimShare: 0.45,
  aimShareLively: 0.3,
  price: 1,
  insidePriceLively: 0.3,
  habitPrice: 20,
  habitAim: 1.5,
  incidentShare: 1 / 8,
  leastIncidents: 2,
  worstDayAgain: 2,
  actionShare: 0.0003,
  calmSwing: 0.5,
  mostCalmActions: 90,
  busyShare: 0.003,
  flipShare: 0.003,
  flipShareLively: 0.001,
  hysteresis: 0.005,
  meanShare: 0.25,
  leastExcess: 0.02,
  leastWeight: 0.02,
  days: Number.POSITIVE_INFINITY,
};

/**
 * The same where several are in charge together. Each of them may miss more, since they seldom miss at once: at four times the
 * aim their mean violates what a single one does at one.
 */
export const severalRule: Omit<Rule, 'budgetPercent'> = {
  ...standardRule,
  aimShare: 4 * standardRule.aimShare,
  aimShareLively: 4 * standardRule.aimShareLively,
};
