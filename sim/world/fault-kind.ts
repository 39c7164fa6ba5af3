/** What may go wrong in a backtest, for every policy alike. */
export const faultKinds = ['missing', 'late', 'launch', 'deploy'] as const;
export type FaultKind = (typeof faultKinds)[number];
