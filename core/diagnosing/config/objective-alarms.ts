/**
 * What the names of alarms begin with that say of which service an objective is in danger: `<deployment>-objective/<service>`,
 * or that with `:<which>` behind it.
 */
export const objectiveAlarms = (deployment: string): string => `${deployment}-objective/`;
