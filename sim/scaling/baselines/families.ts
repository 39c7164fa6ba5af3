import type { Workload } from '../../workloads/workload.ts';
import { type Profile, unitRate } from '../world/profile.ts';
import type { Scaler } from '../world/seen.ts';
import { type HourlyForecaster, hourlyForecast, hourlyForecasters } from './hourly-forecast.ts';
import { hpa, keda } from './hpa.ts';
import { managedInstanceGroup } from './managed-instance-group.ts';
import { predictive } from './predictive.ts';
import { stepScaling } from './step-scaling.ts';
import { targetTracking } from './target-tracking.ts';
import { weekAgo } from './week-ago.ts';

/** The knobs of one point of a family's grid: the target, and the second knob in seconds where the family has one. */
export interface Knobs {
  readonly target: number;
  readonly seconds: number;
}

/** A peer with all that its users can turn. */
export interface Family {
  readonly name: string;
  readonly kind: 'peer' | 'bound';
  /** What it is shipped with; `label` where the vendor ships none and this is the documentation's example. */
  readonly shipped: Knobs & { readonly label: 'default' | 'documentation example' };
  /** The values of the second knob, its default first. */
  readonly seconds: readonly number[];
  /** What the second knob is called. */
  readonly secondKnob: string | null;
  make(workload: Workload, knobs: Knobs, profile: Profile): Scaler;
}

/** The grid of the first knob of every family: 0.10 to 0.95 by 0.025. */
export const targets: readonly number[] = Array.from({ length: 35 }, (_, index) => (100 + 25 * index) / 1000);

const minutes = (...values: number[]): number[] => values.map((value) => value * 60);
const example = { target: 0.5, label: 'documentation example' } as const;

const forecasts = new WeakMap<Workload, Map<HourlyForecaster, Float64Array>>();

function forecastOf(workload: Workload, forecaster: HourlyForecaster): Float64Array {
  const made = forecasts.get(workload) ?? new Map<HourlyForecaster, Float64Array>();
  forecasts.set(workload, made);
  const found = made.get(forecaster) ?? hourlyForecast(workload, forecaster);
  made.set(forecaster, found);
  return found;
}

function predictiveFamily(forecaster: HourlyForecaster): Family {
  return {
    name: `aws-predictive-${forecaster}`,
    kind: forecaster === 'oracle' ? 'bound' : 'peer',
    shipped: { ...example, seconds: 300 },
    seconds: minutes(5, 15, 30),
    secondKnob: 'bufferSeconds',
    make: (workload, { target, seconds }, profile) => {
      const knobs = { target, bufferSeconds: seconds, unitPerSecond: unitRate(profile) };
      return predictive(knobs, forecastOf(workload, forecaster), workload);
    },
  };
}

/** Every peer whose knobs are swept. The oracle of hourly means knows the future and so is a bound. */
export const families: readonly Family[] = [
  {
    name: 'kubernetes-hpa',
    kind: 'peer',
    shipped: { target: 0.8, seconds: 300, label: 'default' },
    seconds: minutes(5, 1, 10, 15, 30, 60),
    secondKnob: 'holdSeconds',
    make: ({ stepSeconds }, { target, seconds }) => hpa(target, seconds, stepSeconds),
  },
  {
    name: 'keda-rate',
    kind: 'peer',
    shipped: { ...example, seconds: 300 },
    seconds: minutes(5, 1, 10, 15, 30, 60),
    secondKnob: 'holdSeconds',
    make: ({ stepSeconds }, { target, seconds }, profile) => keda(target, seconds, stepSeconds, unitRate(profile)),
  },
  {
    name: 'keda-week-ago',
    kind: 'peer',
    shipped: { ...example, seconds: 300 },
    seconds: minutes(5, 1, 10, 15, 30, 60),
    secondKnob: 'holdSeconds',
    make: ({ stepSeconds }, { target, seconds }, profile) => weekAgo(target, seconds, stepSeconds, unitRate(profile)),
  },
  {
    name: 'google-mig',
    kind: 'peer',
    shipped: { target: 0.6, seconds: 600, label: 'default' },
    seconds: minutes(10, 1, 5, 15, 30, 60),
    secondKnob: 'holdSeconds',
    make: ({ stepSeconds }, { target, seconds }) => managedInstanceGroup(target, seconds, stepSeconds),
  },
  {
    name: 'aws-target-tracking',
    kind: 'peer',
    shipped: { ...example, seconds: 300 },
    seconds: minutes(5, 1, 15, 30),
    secondKnob: 'scaleInCooldownSeconds',
    make: ({ stepSeconds }, { target, seconds }) => targetTracking(target, seconds, stepSeconds === 20 ? 20 : 60),
  },
  {
    name: 'aws-step-scaling',
    kind: 'peer',
    shipped: { target: 0.5, seconds: 300, label: 'default' },
    seconds: [300],
    secondKnob: null,
    make: ({ stepSeconds }, { target }) => stepScaling(target, stepSeconds),
  },
  ...hourlyForecasters.map(predictiveFamily),
];
