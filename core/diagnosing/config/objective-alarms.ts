/**
 * What the names of alarms begin with that say of which service an objective is in danger: `<deployment>-objective/<service>`,
 * or that with `:<which>` behind it.
 */
export const objectiveAlarms = (deployment: string): string => `${deployment}-objective/`;

/**
 * What the names of alarms begin with that watch one window of an objective. They call nobody and wake nothing: those of the
 * objective are made of them.
 */
export const windowAlarms = (deployment: string): string => `${deployment}-window/`;
