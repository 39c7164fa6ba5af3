import type { Diagnosis } from '../../core/diagnosing/diagnosis.ts';
import type { Growth } from '../../core/diagnosing/growth.ts';
import { type RunsOut, runsOut } from '../../core/diagnosing/runs-out.ts';
import { tellRunsOut } from '../../core/diagnosing/tell-runs-out.ts';
import { tell } from '../../core/model/reason.ts';

/** What runs out if all goes on growing as it did: in the weeks that were read for it, or else in the readings themselves. */
export function forecastOf(diagnosis: Diagnosis, growth: Growth | null): RunsOut | null {
  return runsOut(growth ?? { load: loadOf(diagnosis), used: [] }, diagnosis);
}

/** The same as a line. */
export function tellForecast(forecast: RunsOut | null): readonly string[] {
  if (forecast === null) return [];
  const text = tell(tellRunsOut(forecast));
  return [`${text.charAt(0).toUpperCase()}${text.slice(1)}.`];
}

function loadOf({ timeline }: Diagnosis): Growth['load'] {
  return timeline.flatMap(({ atMs, perSecond }) => (perSecond === null ? [] : [{ atMs, value: perSecond }]));
}
