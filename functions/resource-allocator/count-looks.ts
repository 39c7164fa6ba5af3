import type { Outcome } from '../../core/model/outcome.ts';
import { isDegraded } from '../../core/scaling/degraded.ts';
import { faultOf } from './fault-of.ts';
import type { Looked, ScalingEntry } from './look-all.ts';

/** The numbers of one invocation, by the names of their metrics. */
export interface LookCounts {
  Looks: number;
  Changes: number;
  Refusals: number;
  Failures: number;
  Superseded: number;
  Degraded: number;
  /** The longest time that a scalable had not been looked at. */
  DecisionAgeSeconds: number;
}

/** Counts looks as they end, without keeping them. */
export class LookCounter {
  readonly counts: LookCounts = {
    Looks: 0,
    Changes: 0,
    Refusals: 0,
    Failures: 0,
    Superseded: 0,
    Degraded: 0,
    DecisionAgeSeconds: 0,
  };
  private readonly durations: number[] = [];

  add(looked: Looked): void {
    const { counts } = this;
    counts.Looks++;
    this.durations.push(Math.round(looked.milliseconds * 10) / 10);
    if (faultOf(looked) !== null) counts.Failures++;
    if (looked.entry === null) return;
    const counter = countedAs(looked.entry.outcome);
    if (counter !== null) counts[counter]++;
    if (hasDegraded(looked.entry)) counts.Degraded++;
    counts.DecisionAgeSeconds = Math.max(counts.DecisionAgeSeconds, decisionAgeSeconds(looked.entry));
  }

  /** How long looks took: all of them, or as many as one EMF metric holds, spread evenly from the shortest to the longest. */
  lookMilliseconds(): readonly number[] {
    const sorted = this.durations.toSorted((a, b) => a - b);
    if (sorted.length <= mostValues) return sorted;
    const step = (sorted.length - 1) / (mostValues - 1);
    return Array.from({ length: mostValues }, (_, index) => sorted[Math.round(index * step)] ?? 0);
  }
}

/** One below the 100 values of a metric in an EMF event, at which Powertools writes the event out. */
const mostValues = 99;

function countedAs(outcome: Outcome | null): 'Changes' | 'Refusals' | 'Superseded' | null {
  if (outcome?.is === 'applied') return 'Changes';
  if (outcome?.is === 'refused') return 'Refusals';
  return outcome?.is === 'superseded' ? 'Superseded' : null;
}

function decisionAgeSeconds({ atMs, observation }: ScalingEntry): number {
  const lookedAtMs = observation?.memory.lookedAtMs ?? null;
  return lookedAtMs === null ? 0 : (atMs - lookedAtMs) / 1000;
}

function hasDegraded({ atMs, observation, decision }: ScalingEntry): boolean {
  return observation !== null && isDegraded(observation.config, decision?.keep.silentSinceMs ?? null, atMs);
}
