import type { ReadingInput } from '../../readings/reading-config.ts';
import type { ScalableInput } from '../config/scalable.ts';
import type { Fleet, FleetLoad, FleetMetric } from './fleet.ts';

/** What a fleet is to be scaled by, and within. */
export interface FleetPlan {
  readonly of: 'requests' | 'busy';
  /** Samples of how busy it is that a unit gives a minute. */
  readonly samplesPerMinute: number;
  readonly bounds: { readonly min: number; readonly max: number };
  readonly sloBudgetPercent: number;
  readonly leadSeconds: number;
}

/** A config of a fleet, which changes nothing until its mode is `on`. */
export function fleetConfig(fleet: Fleet, plan: FleetPlan): ScalableInput {
  const { bounds, sloBudgetPercent, leadSeconds } = plan;
  const scaling =
    plan.of === 'requests' ? byRequests(fleet, plan.samplesPerMinute) : byBusyUnits(fleet, plan.samplesPerMinute);
  return { mode: 'recommend', target: fleet.target, bounds, sloBudgetPercent, leadSeconds, ...scaling };
}

type Scaling = Pick<ScalableInput, 'readings' | 'policies'>;

function byRequests({ loads, busy }: Fleet, samplesPerMinute: number): Scaling {
  const requests = { parts: loads.map(requestsOf), scale: 1 / 60 };
  return {
    readings: { requests, cpu: cpu(busy, samplesPerMinute) },
    policies: [{ kind: 'tuned', reading: 'requests', strain: { utilisation: 'cpu' } }],
  };
}

/**
 * Where nothing counts requests, what units do is the demand: percents summed over them, of which one can do 100. It never
 * tells more than units can do, and the strain tells when they do all they can.
 */
function byBusyUnits({ busy }: Fleet, samplesPerMinute: number): Scaling {
  const periodSeconds = periodOf(samplesPerMinute);
  const samples = (samplesPerMinute * periodSeconds) / 60;
  const work = {
    parts: [{ kind: 'cloudwatch' as const, ...busy, stat: 'Sum', periodSeconds }],
    ...(samples !== 1 && { scale: 1 / samples }),
  };
  return {
    readings: { work, cpu: cpu(busy, samplesPerMinute) },
    policies: [{ kind: 'tuned', reading: 'work', unitPerSecond: 100, strain: { utilisation: 'cpu' } }],
  };
}

function requestsOf({ loadBalancer: LoadBalancer, targetGroup: TargetGroup }: FleetLoad) {
  const namespace = 'AWS/ApplicationELB';
  const witness = { namespace, metricName: 'ConsumedLCUs', dimensions: { LoadBalancer }, stat: 'Sum' };
  const dimensions = { LoadBalancer, TargetGroup };
  return { kind: 'cloudwatch' as const, namespace, metricName: 'RequestCount', dimensions, stat: 'Sum', witness };
}

function cpu(busy: FleetMetric, samplesPerMinute: number): ReadingInput {
  const periodSeconds = periodOf(samplesPerMinute);
  return { parts: [{ kind: 'cloudwatch', ...busy, stat: 'Average', periodSeconds }], scale: 0.01 };
}

/** The shortest periods of whole minutes in which every unit has told. */
function periodOf(samplesPerMinute: number): number {
  return samplesPerMinute < 1 ? 300 : 60;
}
