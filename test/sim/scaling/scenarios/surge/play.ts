import { memoryLedger } from '../../../../../adapters/ledger/memory.ts';
import { capacityOfGroup } from '../../../../../adapters/scaling/targets/auto-scaling-group/capacity-of.ts';
import { capacityOfService } from '../../../../../adapters/scaling/targets/ecs-service/capacity-of.ts';
import { run } from '../../../../../core/pipeline.ts';
import type { Series } from '../../../../../core/readings/series.ts';
import { parseScalable } from '../../../../../core/scaling/config/parse-scalable.ts';
import type { ScalableInput } from '../../../../../core/scaling/config/scalable.ts';
import type { Capacity } from '../../../../../core/scaling/observation.ts';
import type { ScalingWorld } from '../../../../../core/scaling/ports.ts';
import { scaling } from '../../../../../core/scaling/scaling.ts';
import { minuteMs, noonMs } from '../../../../fixtures.ts';
import type { Fleet, History } from './histories.ts';

/** Minutes of calm before a deployment begins. */
export const calm = 12;

/** The targets whose deployments are played. */
export const deployed = ['auto-scaling-group', 'ecs-service'] as const;
type Deployed = (typeof deployed)[number];

export interface Scene {
  readonly target: Deployed;
  readonly config: Pick<ScalableInput, 'policies' | 'readings' | 'scaleIn'>;
  readonly history: History;
  /** Minutes that the deployment takes, and that are played after it has begun. */
  readonly length: number;
  readonly minutes: number;
  /** How many units are replaced at once, as a share. */
  readonly share: number;
  /** Units that have come up are asked for so many minutes before. */
  readonly lead: number;
  readonly lateSeconds: number;
  /** What a metric tells of a minute since the deployment began. */
  metric(name: string, fleet: Fleet, minute: number): number;
}

/** What happened in a minute since the deployment began: what was asked for after its look. */
export interface Played {
  readonly minute: number;
  readonly asked: number;
  readonly fleet: Fleet;
}

/** Plays a deployment under the whole spine: ten units are asked for, and a look is made each minute. */
export async function play(scene: Scene): Promise<readonly Played[]> {
  const ledger = memoryLedger();
  const world = worldOf(scene);
  let ids = 0;
  const spine = { ledger, clock: { nowMs: () => world.nowMs }, newId: () => `${ids++}`, leaseMs: minuteMs };
  const played: Played[] = [];
  for (let minute = -calm; minute < scene.minutes; minute++) {
    world.nowMs = noonMs + minute * minuteMs + 5000;
    const fleet = world.begin(minute);
    await run(scaling(world.ports), 'checkout/web', { kind: 'tick', id: 't', atMs: null, dryRun: false }, spine);
    played.push({ minute, asked: world.asked, fleet });
  }
  return played.filter(({ minute }) => minute >= 0);
}

const group = {
  AutoScalingGroupName: 'web',
  MinSize: 1,
  MaxSize: 400,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-central-1a'],
  HealthCheckType: 'EC2',
  CreatedTime: new Date(0),
};

const capacities: { readonly [Kind in Deployed]: (asked: number, fleet: Fleet) => Capacity } = {
  'ecs-service': (desiredCount, { running: runningCount, told }) => {
    const primary = { status: 'PRIMARY', rolloutState: told ? 'IN_PROGRESS' : 'COMPLETED' } as const;
    const deployments = told ? [primary, { status: 'ACTIVE' }] : [primary];
    const counts = { desiredCount, runningCount, pendingCount: Math.max(0, desiredCount - runningCount) };
    return capacityOfService('the service', { service: { status: 'ACTIVE', ...counts, deployments } });
  },
  'auto-scaling-group': (DesiredCapacity, { running }) => {
    const one = { LifecycleState: 'InService', HealthStatus: 'Healthy' } as const;
    const ids = { AvailabilityZone: 'eu-central-1a', ProtectedFromScaleIn: false };
    const Instances = Array.from({ length: running }, (_, index) => ({ ...ids, ...one, InstanceId: `i-${index}` }));
    return capacityOfGroup({ ...group, DesiredCapacity, Instances });
  },
};

function worldOf(scene: Scene) {
  const config = parseScalable('checkout/web', { ...configOf(scene.target), ...scene.config });
  const fleets = new Map<number, Fleet>();
  const asks = new Map<number, number>();
  const world = { asked: 10, nowMs: noonMs, begin, ports: {} as ScalingWorld };
  world.ports = {
    settings: { scalable: async () => config, overrides: async () => [] },
    target: {
      capacity: async () => capacities[scene.target](world.asked, fleetAt(world.nowMs)),
      setCapacity: async (_, { units }) => {
        world.asked = units;
        return { is: 'applied', because: null };
      },
    },
    source: {
      read: async (part, fromMs, toMs) => {
        const name = 'metricName' in part ? String(part.metricName) : '';
        return { metric: seriesOf(name, fromMs, toMs), witness: null };
      },
    },
    alarms: { state: async () => null },
  };
  return world;

  function begin(minute: number): Fleet {
    asks.set(minute, world.asked);
    const up = asks.get(minute - scene.lead) ?? 10;
    const settled = Math.min(up, world.asked);
    const during = minute >= 0 && (minute < scene.length || !scene.history.ends);
    const still: Fleet = { running: settled, carrying: settled, told: false };
    const fleet = during ? scene.history.fleet(settled, minute, scene.length, scene.share) : still;
    fleets.set(minute, fleet);
    return fleet;
  }

  function fleetAt(atMs: number): Fleet {
    return fleets.get(Math.floor((atMs - noonMs) / minuteMs)) ?? { running: 10, carrying: 10, told: false };
  }

  function seriesOf(name: string, fromMs: number, toMs: number): Series {
    const points: { atMs: number; value: number }[] = [];
    for (let atMs = Math.floor(fromMs / minuteMs) * minuteMs; atMs < toMs; atMs += minuteMs) {
      if (atMs + minuteMs + scene.lateSeconds * 1000 > world.nowMs) continue;
      const fleet = fleetAt(atMs);
      const value = name === 'Running' ? fleet.running : scene.metric(name, fleet, (atMs - noonMs) / minuteMs);
      points.push({ atMs, value });
    }
    return { points, trouble: null };
  }
}

function configOf(kind: Deployed): Pick<ScalableInput, 'mode' | 'target' | 'bounds'> {
  const targets = {
    'ecs-service': { kind: 'ecs-service', cluster: 'shop', serviceName: 'web' },
    'auto-scaling-group': { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
  } as const satisfies Readonly<Record<Deployed, ScalableInput['target']>>;
  return { mode: 'on', target: targets[kind], bounds: { min: 1, max: 400 } };
}
