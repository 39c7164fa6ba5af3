import type { Diagnosis } from '../../core/diagnosing/diagnosis.ts';
import { tell } from '../../core/model/reason.ts';
import { utcText } from '../../core/time/utc-text.ts';
import { number } from './number-text.ts';

/** Changes of capacity, leaks, noisy units, and what has to be known of the readings, a line each. */
export function elseFound({ changes, leaks, noisyUnits, remarks }: Diagnosis): readonly string[] {
  return [
    ...changes.map(({ tier, resource, atMs, percent, deployMs }) => {
      const deploy = deployMs === null ? 'no deploy is near' : `after the deploy of ${utcText(deployMs)}`;
      return `since ${utcText(atMs)} a request takes ${signed(percent)} % of ${resource} of ${tier} (${deploy})`;
    }),
    ...leaks.map(({ tier, resource, percentPerHour, fullAtMs }) => {
      const full = fullAtMs === null ? '' : `: full at ${utcText(fullAtMs)}`;
      return `${resource} of ${tier} grows by ${number(percentPerHour)} % an hour whatever the load${full}`;
    }),
    ...noisyUnits.map(
      ({ tier, unit, times }) => `${unit} of ${tier} takes ${number(times)} times as long as the others`,
    ),
    ...remarks.map(tell),
  ];
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${number(value)}`;
}
