import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { FargateTask } from '../../../core/prices/fargate-price.ts';
import { housePrices, type UnitPrices } from '../../../core/prices/unit-prices.ts';
import type { Fleet, FleetLoad } from '../../../core/scaling/fleets/fleet.ts';
import { findGroups } from './auto-scaling-groups.ts';
import { type ClusterReaders, findWorkloads, noWorkloads } from './clusters/find-workloads.ts';
import { findServices } from './ecs-services.ts';
import type { Found, UnderWay } from './fleet-finder.ts';
import { namedApart } from './fleet-name.ts';
import { loadsByTargetGroup } from './load-balancers.ts';
import { maskedFault, notLookedAt, type TellFault } from './tell-fault.ts';

/** Clients of the account and Region that are looked at. */
export interface FleetClients {
  readonly groups: Pick<AutoScalingClient, 'send'>;
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly scaling: Pick<ApplicationAutoScalingClient, 'send'>;
  readonly balancers: Pick<ElasticLoadBalancingV2Client, 'send'>;
  /** Left out where nobody asks what runs in clusters of EKS. */
  readonly clusters?: ClusterReaders;
}

/** What an account has that scales, and what could not be looked at. */
export interface FoundFleets {
  /** In the order of their names, no name twice. */
  readonly fleets: readonly Fleet[];
  /** Why a kind of thing could not be listed, for each such kind. */
  readonly troubles: readonly string[];
}

/**
 * Finds everything of an account and Region whose number of units can be changed. Changes nothing. What may not be listed is
 * told and the rest is found all the same; rejects where nothing at all could be listed. `tell` makes of an error what a person
 * reads, and `prices` say what units cost.
 */
export async function findFleets(
  clients: FleetClients,
  region: string | null,
  tell: TellFault = maskedFault,
  prices: UnitPrices = housePrices,
): Promise<FoundFleets> {
  const finders = [
    { what: 'Auto Scaling groups', finding: findGroups(clients.groups, region) },
    { what: 'ECS services', finding: findServices(clients) },
  ];
  const [workloads, ...found] = await Promise.all([
    clients.clusters === undefined ? noWorkloads : findWorkloads(clients.clusters, region, tell, prices),
    ...finders.map(({ what, finding }) => attempted(what, finding, tell)),
  ]);
  const failed = found.flatMap(({ error }) => error ?? []);
  if (failed.length === finders.length && workloads.fleets.length === 0) throw failed[0];
  const underWay = [...found.flatMap(({ fleets }) => fleets), ...workloads.fleets];
  const before = await loadsBefore(clients.balancers, underWay, tell);
  const fleets = underWay.map(({ targetGroupArns, fleet }) => {
    return priced(fleet(targetGroupArns.flatMap((arn) => before.loads.get(arn) ?? [])), prices);
  });
  const byName = [...fleets].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    fleets: namedApart(byName),
    troubles: [...found.flatMap(({ trouble }) => trouble ?? []), ...workloads.troubles, ...before.troubles],
  };
}

async function attempted(what: string, finding: Promise<readonly UnderWay[]>, tell: TellFault) {
  try {
    return { fleets: await finding, error: null, trouble: null };
  } catch (error) {
    return { fleets: [], error, trouble: notLookedAt(what, tell(error)) };
  }
}

/** Nobody is asked where no fleet is behind a target group. */
async function loadsBefore(client: FleetClients['balancers'], fleets: readonly UnderWay[], tell: TellFault) {
  if (fleets.every(({ targetGroupArns }) => targetGroupArns.length === 0)) return { loads: noLoads, troubles: [] };
  try {
    return { loads: await loadsByTargetGroup(client), troubles: [] };
  } catch (error) {
    return { loads: noLoads, troubles: [notLookedAt('load balancers', tell(error))] };
  }
}

const noLoads: ReadonlyMap<string, readonly FleetLoad[]> = new Map();

function priced({ instances, fargate, pod, ...fleet }: Found, by: UnitPrices): Fleet {
  if (pod !== undefined) return { ...fleet, unit: pod.told, usdPerUnitHour: pod.usdPerHour };
  if (fargate !== null) {
    return { ...fleet, unit: tellTask(fargate), usdPerUnitHour: by.fargateUsdPerHour(fargate) };
  }
  const types = [...new Set(instances.map(({ type }) => type))];
  return { ...fleet, unit: types.length === 0 ? null : types.join(', '), usdPerUnitHour: meanUsd(instances, by) };
}

function tellTask({ vcpu, gb, platform }: FargateTask): string {
  return `${vcpu} vCPU, ${gb} GB of Fargate${onPlatform[platform]}`;
}

const onPlatform: Readonly<Record<FargateTask['platform'], string>> = {
  x86: '',
  arm: ' on ARM',
  windows: ' on Windows',
};

/** All that run together, by the units that they count for; null where there are none, or the price of one is not known. */
function meanUsd(instances: Found['instances'], by: UnitPrices): number | null {
  let [usd, units] = [0, 0];
  for (const one of instances) {
    usd += by.instanceUsdPerHour(one.type) ?? Number.NaN;
    units += one.units;
  }
  return units > 0 && !Number.isNaN(usd) ? usd / units : null;
}
