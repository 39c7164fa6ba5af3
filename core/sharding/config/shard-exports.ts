/** By what export of its stack a deployment's table of keyspaces is found. */
export const keyspacesExport = (deployment: string): string => `${deployment}-keyspaces`;

/** By what export the state machine is found that drives a keyspace's moves. Exports have no "." and no "_". */
export const driverExport = (deployment: string, keyspace: string): string =>
  `${deployment}-${keyspace.replace(/[._]/g, '-')}-move-driver`;
