/** How the priced rule weighs. The figures come from the ablations in docs/decisions. Why: docs/decisions/0051. */
export interface Rule {
  /** Percent of requests that may find too little capacity. */
  readonly budgetPercent: number;
  /** The share of the budget that the rule aims at. */
  readonly safety: number;
  /** What one percentage point of violation saved may cost, in clairvoyant units. */
  readonly price: number;
  /**
   * The same where the budget is missed by habit, on at least `habitShare` of the days and not in one incident: then the
   * budget is worth nearly what it takes.
   */
  readonly priceOverBudget: number;
  readonly habitShare: number;
  /** How many times more the day with the most violations counts: the days that are known are never the worst there can be. */
  readonly worstDayAgain: number;
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
  /** What one change of direction a day costs besides, as a share of the cost, where demand is calm and where it is not. */
  readonly flipShare: number;
  readonly flipShareLively: number;
  /** What a cheaper candidate must save to replace an incumbent that is inside the limit. */
  readonly hysteresis: number;
  /** The days looked back on. */
  readonly days: number;
}

export const standardRule: Omit<Rule, 'budgetPercent'> = {
  safety: 0.05,
  price: 1,
  priceOverBudget: 100,
  habitShare: 1 / 4,
  worstDayAgain: 1,
  nearShare: 0.01,
  nearShareLively: 0.02,
  actionShare: 0.0003,
  calmSwing: 0.5,
  mostCalmActions: 90,
  busyShare: 0.003,
  flipShare: 0.003,
  flipShareLively: 0.001,
  hysteresis: 0.02,
  days: Number.POSITIVE_INFINITY,
};
