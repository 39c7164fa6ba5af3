import { counted } from '../../../model/counted.ts';
import { type Found, ofTold, ok, type Told, trouble, warning } from '../../../model/verdict.ts';
import { readersRights } from '../../config/readers-rights.ts';
import type { ScalableConfig } from '../../config/scalable.ts';
import type { TargetConfig } from '../../config/target-kinds.ts';
import type { Rival } from '../../observation.ts';
import type { Acts, TargetChecks } from '../check.ts';
import { foundOfRivals } from '../rivals.ts';

type Target = TargetConfig<'aurora-capacity' | 'aurora-readers'>;

/** What AWS tells of an Aurora cluster that Headroom could stumble over. */
export interface ClusterFacts {
  readonly target: Target;
  /** Null where there is none of this name. */
  readonly cluster: Told<CheckedCluster | null>;
  readonly rivals: Told<readonly Rival[]>;
}

/** A cluster as it is described. */
export interface CheckedCluster {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Why it is not to be scaled; null where it is. */
  readonly notScalable: string | null;
  /** What it may be asked for, in units of the target. */
  readonly limits: { readonly min: number; readonly max: number } | null;
}

export const clusterChecks: TargetChecks<ClusterFacts> = {
  checks: {
    'the cluster': ({ cluster, target }) => ofTold(cluster, (told) => [existence(told, target)]),
    'its bounds': ({ cluster, target }, config) =>
      'unknown' in cluster || !cluster.told?.limits ? [] : [bounds(cluster.told.limits, target, config)],
    'who else scales it': ({ cluster, rivals }, config) =>
      'unknown' in cluster || cluster.told === null ? [] : ofTold(rivals, (all) => foundOfRivals(all, config)),
  },
  acts({ cluster, target }) {
    if ('unknown' in cluster || cluster.told === null) return null;
    const { arn: resourceArn, tags } = cluster.told;
    const actions = target.kind === 'aurora-capacity' ? ['rds:ModifyDBCluster'] : [];
    return {
      actions: ['rds:DescribeDBClusters', ...actions],
      resourceArn,
      tags,
      besides: besides(target, resourceArn),
    };
  },
};

function existence(cluster: CheckedCluster | null, { dbClusterIdentifier }: Target): Found {
  const told = `the cluster "${dbClusterIdentifier}"`;
  if (cluster === null) return trouble(`${told} does not exist here; correct its name, or the Region`);
  return cluster.notScalable === null ? ok(`${told} is there`) : trouble(cluster.notScalable);
}

function bounds(
  { min, max }: NonNullable<CheckedCluster['limits']>,
  { kind }: Target,
  { bounds: said }: ScalableConfig,
): Found {
  if (said.max > max) return trouble(`the most is ${said.max}, and the cluster takes ${max}; lower bounds.max`);
  if (said.min >= min) return ok('its bounds can be had');
  const why =
    kind === 'aurora-readers'
      ? `${min} readers were made by others, and stay`
      : `the other end of its range is ${counted(min, 'unit')}`;
  return warning(`the least is ${said.min}, and ${why}; raise bounds.min to ${min}`);
}

/** What it needs on what is not the cluster. */
function besides({ kind }: Target, arn: string): NonNullable<Acts['besides']> {
  if (kind === 'aurora-capacity') return [];
  const [, partition = '', , region = '', account = ''] = arn.split(':');
  return readersRights({ partition, region, account }).map(({ actions, resourceArn, conditions = {} }) => ({
    ...{ actions, resourceArn, context: Object.assign({}, ...Object.values(conditions)) },
  }));
}
