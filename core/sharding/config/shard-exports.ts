/** The export of its stack by which a deployment's table of keyspaces is found. */
export const keyspacesExport = (deployment: string): string => `${deployment}-keyspaces`;

/** The export by which the state machine that drives a keyspace's moves is found. Exports have no "." and no "_". */
export const driverExport = (deployment: string, keyspace: string): string =>
  `${deployment}-${keyspace.replace(/[._]/g, '-')}-move-driver`;
