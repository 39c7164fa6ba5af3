/** The states of an instance refresh that is under way; while it is, a pool cannot be set nor another refresh begun. */
export const activeRefreshes: readonly string[] = [
  'Pending',
  'InProgress',
  'Cancelling',
  'RollbackInProgress',
  'Baking',
];
