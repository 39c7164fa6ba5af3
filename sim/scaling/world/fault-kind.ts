/** What may go wrong in a backtest, for every policy alike. */
export const faultKinds = ['missing', 'late', 'launch', 'deploy', 'surge'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What each means, for people. The figures are those of mishaps.ts and surges.ts. */
export const faultMeanings: Readonly<Record<FaultKind, string>> = {
  missing: 'a tenth of the metric points is lost, and half an hour of them once a day',
  late: 'in a tenth of the hours metrics come five minutes late',
  launch: 'leads scatter by 30 % and one launch in twenty has to be begun anew',
  deploy: 'once a day, at the peak, a deploy takes 30 % of what units can for half an hour',
  surge:
    'once a day, at the peak, a deployment of half an hour replaces half of the units at once, in turn rolling, blue/green, launching first, terminating first, and with units that are busy starting',
};
