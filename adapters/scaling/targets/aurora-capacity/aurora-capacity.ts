import { ModifyDBClusterCommand } from '@aws-sdk/client-rds';
import { Overtaken } from '../../../../core/model/errors.ts';
import { tell } from '../../../../core/model/reason.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import type { Judge } from '../../../aws/judge.ts';
import { asBound } from '../any-kind/as-bound.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import { oneByOne } from '../any-kind/one-by-one.ts';
import { clusterBusy, type RdsSender, readCluster, tellCluster } from '../aurora/cluster.ts';
import { boundsOf, rangeOf, unitsOf, withUnits } from './range.ts';

type Config = TargetConfig<'aurora-capacity'>;

/**
 * The range in which Aurora Serverless v2 scales each instance of a cluster: its least is kept ready, and how fast it grows
 * depends on what it has. A new range is in force at once and breaks no connection
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html); a cluster takes no
 * change before it is available again.
 */
export function auroraCapacities(world: ClientsWorld<RdsSender>): NamedTarget<'aurora-capacity'> {
  return asBound(oneByOne({ tell: tellLimit, read, set, judge: judgeRange }, world));
}

const tellLimit = ({ limit, ...config }: Config) => `${limit} of ${tellCluster(config)}`;

async function read(
  client: RdsSender,
  config: Config,
  { abortSignal, lastAsked }: { readonly abortSignal: AbortSignal; readonly lastAsked: number | null },
): Promise<Capacity> {
  const cluster = await readCluster(client, config.dbClusterIdentifier, abortSignal);
  const range = rangeOf(tellCluster(config), cluster);
  const running = unitsOf(range, config.limit);
  const busyBecause = clusterBusy(tellCluster(config), cluster);
  const asked = busyBecause === null ? running : (lastAsked ?? running);
  return {
    ...{ asked, running, inFlight: Math.max(0, asked - running), ...boundsOf(range, config.limit) },
    ...{ keepBecause: null, voidOutBecause: null, voidInBecause: null },
    ...(busyBecause !== null && { rations: { busyBecause, decreases: null } }),
  };
}

/** What is set is the whole range, so the other end is read just before and goes along as it is. */
async function set(client: RdsSender, config: Config, units: number, abortSignal: AbortSignal): Promise<void> {
  const { dbClusterIdentifier: DBClusterIdentifier, limit } = config;
  const cluster = await readCluster(client, DBClusterIdentifier, abortSignal);
  const busy = clusterBusy(tellCluster(config), cluster);
  if (busy !== null) throw new Overtaken(tell(busy));
  const range = rangeOf(tellCluster(config), cluster);
  if (unitsOf(range, limit) === units) return;
  const ServerlessV2ScalingConfiguration = withUnits(range, limit, units);
  await client.send(new ModifyDBClusterCommand({ DBClusterIdentifier, ServerlessV2ScalingConfiguration }), {
    abortSignal,
  });
}

const judgeRange: Judge = ({ name }) => {
  if (name === 'DBClusterNotFoundFault') return 'the cluster does not exist any more; remove the scalable: {error}';
  if (/^InvalidParameter(Value|Combination)/.test(name)) return 'RDS does not accept {units} half ACUs: {error}';
  return null;
};
