import type { Window } from './features.ts';

/** The longest window that is forecast, in periods; a longer lead is taken as this long. */
const longest = 60;

/** The window that capacity asked for now decides upon: the periods of the lead. */
export function windowOf(atMs: number, periodSeconds: number, leadSeconds: number): Window {
  return {
    now: Math.floor(atMs / (periodSeconds * 1000)),
    periods: Math.max(1, Math.min(longest, Math.ceil(leadSeconds / periodSeconds))),
    periodMinutes: periodSeconds / 60,
  };
}
