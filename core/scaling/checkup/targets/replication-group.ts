import { awsCommand } from '../../../model/aws-command.ts';
import { type Found, ofTold, ok, type Told, trouble, warning } from '../../../model/verdict.ts';
import type { ScalableConfig } from '../../config/scalable.ts';
import type { TargetConfig } from '../../config/target-kinds.ts';
import type { Rival } from '../../observation.ts';
import type { TargetChecks } from '../check.ts';
import { foundOfRivals } from '../rivals.ts';

type Target = TargetConfig<'elasticache-node-groups' | 'elasticache-replicas'>;

/** What AWS tells of a replication group that Headroom could stumble over. */
export interface GroupFacts {
  readonly target: Target;
  /** Null where there is none of this name. */
  readonly group: Told<CacheGroup | null>;
  readonly rivals: Told<readonly Rival[]>;
}

/** A replication group as it is described. */
export interface CacheGroup {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly status: string;
  readonly isCluster: boolean;
  readonly isMultiAz: boolean;
  readonly hasTls: boolean;
  /** Whether a password or a user is asked for. */
  readonly hasLogin: boolean;
}

const mostReplicas = 5;
const changes = {
  'elasticache-node-groups': ['elasticache:ModifyReplicationGroupShardConfiguration'],
  'elasticache-replicas': ['elasticache:DecreaseReplicaCount', 'elasticache:IncreaseReplicaCount'],
} as const;

export const replicationGroupChecks: TargetChecks<GroupFacts> = {
  checks: {
    'the replication group': ({ group, target }) => ofTold(group, (told) => [existence(told, target)]),
    'its bounds': (facts, config) => ofGroup(facts, (group) => [bounds(group, facts.target, config)]),
    'who else scales it': (facts, config) =>
      ofGroup(facts, () => ofTold(facts.rivals, (rivals) => foundOfRivals(rivals, config))),
    'who is let in': (facts) => ofGroup(facts, (group) => access(group, facts.target)),
  },
  acts({ group, target }) {
    if ('unknown' in group || group.told === null) return null;
    const { arn: resourceArn, tags } = group.told;
    const actions = ['elasticache:DescribeReplicationGroups', ...changes[target.kind]];
    const node = `${resourceArn.replace(':replicationgroup:', ':cluster:')}-001`;
    const besides = [{ actions: ['elasticache:DescribeCacheClusters'], resourceArn: node }];
    return { actions, resourceArn, tags, besides };
  },
};

/** What is found of a group that is there; where it is not, that is told once. */
function ofGroup({ group }: GroupFacts, judge: (told: CacheGroup) => readonly Found[]): readonly Found[] {
  return 'unknown' in group || group.told === null ? [] : judge(group.told);
}

function existence(group: CacheGroup | null, { kind, replicationGroupId }: Target): Found {
  const told = `the replication group "${replicationGroupId}"`;
  if (group === null) return trouble(`${told} does not exist here; correct its name, or the Region`);
  if (['deleting', 'create-failed'].includes(group.status))
    return trouble(`${told} is ${group.status}; remove the scalable`);
  if (kind === 'elasticache-node-groups' && !group.isCluster)
    return trouble(
      `${told} is not a cluster, so it always has one node group; remove the scalable, or scale its replicas`,
    );
  if (group.status !== 'available')
    return ok(`${told} is ${group.status}, and is asked for nothing before that is done`);
  return ok(`${told} is there`);
}

function bounds({ isMultiAz }: CacheGroup, { kind }: Target, { bounds: { min, max } }: ScalableConfig): Found {
  if (kind === 'elasticache-node-groups') {
    return min < 1
      ? warning('the least is 0, and a cluster keeps one node group at least')
      : ok('its bounds can be had');
  }
  if (max > mostReplicas) {
    return trouble(`the most is ${max}, and a node group takes ${mostReplicas} replicas; lower bounds.max`);
  }
  if (min < 1 && isMultiAz) {
    return warning('the least is 0, and with Multi-AZ one replica has to stay; raise bounds.min to 1');
  }
  return ok('its bounds can be had');
}

function access({ hasTls, hasLogin }: CacheGroup, { region, replicationGroupId }: Target): readonly Found[] {
  const modify = (...words: readonly string[]) =>
    awsCommand(
      ...([region, 'elasticache', 'modify-replication-group', '--replication-group-id', replicationGroupId] as const),
      ...[...words, '--apply-immediately'],
    );
  if (!hasTls) {
    const mend = modify('--transit-encryption-enabled', '--transit-encryption-mode', 'preferred');
    return [warning('what goes to and from it is not encrypted; let clients use TLS, then require it', mend)];
  }
  if (hasLogin) return [ok('it takes TLS alone, and asks who one is')];
  return [warning('everybody who reaches it may use it; give it a user group, or a password')];
}
