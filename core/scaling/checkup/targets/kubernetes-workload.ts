import { awsCommand } from '../../../model/aws-command.ts';
import { counted } from '../../../model/counted.ts';
import { tell } from '../../../model/reason.ts';
import { type Found, ofTold, ok, type Told, trouble, warning } from '../../../model/verdict.ts';
import type { TargetConfig } from '../../config/target-kinds.ts';
import type { Rival } from '../../observation.ts';
import type { PoolTold } from '../../pool/pool-told.ts';
import { tellPool } from '../../pool/tell-pool.ts';
import type { TargetChecks } from '../check.ts';
import { foundOfRivals } from '../rivals.ts';
import { type EntryTold, foundOfEntry, foundOfRights, type RightTold } from './kubernetes-access.ts';

type Target = TargetConfig<'kubernetes-workload'>;

/** What EKS and the cluster tell of a workload that Headroom could stumble over. */
export interface WorkloadFacts {
  readonly target: Target;
  /** Null where there is none of this name. */
  readonly cluster: Told<ClusterTold | null>;
  /** What a dry run of setting its scale to what it is came to; null where there is no such workload. */
  readonly scale: Told<ScaleTold | null>;
  readonly rivals: Told<readonly Rival[]>;
  /** Whom the cluster has to let in, and how it knows them; null where nobody says which deployment is meant. */
  readonly access: AccessTold | null;
  /** Its buffer; null where it is to have none. */
  readonly pool: Told<Omit<PoolTold, 'of'>> | null;
}

interface AccessTold {
  readonly deployment: string;
  /** The role of the deployment with its entry; null where none is deployed yet. */
  readonly role: { readonly arn: string; readonly entry: Told<EntryTold | null> } | null;
  readonly rights: Told<readonly RightTold[]>;
}

/** A cluster as EKS describes it. */
export interface ClusterTold {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly status: string;
  /** By what it knows its callers: `API`, `API_AND_CONFIG_MAP` or `CONFIG_MAP`. */
  readonly authenticationMode: string;
  readonly isPublic: boolean;
  /** From where its public endpoint may be reached; left out where that is from everywhere. */
  readonly publicCidrs?: readonly string[];
}

export interface ScaleTold {
  readonly replicas: number;
  /** Why nothing may be set, as the cluster says; null where the dry run went well. */
  readonly refused: string | null;
}

export const workloadChecks: TargetChecks<WorkloadFacts> = {
  checks: {
    'the cluster': ({ cluster, target }) => ofTold(cluster, (told) => existence(told, target)),
    'the workload': (facts) => ofCluster(facts, () => ofTold(facts.scale, (told) => [scalable(told, facts.target)])),
    'who else scales it': (facts, config) =>
      ofCluster(facts, () => ofTold(facts.rivals, (rivals) => foundOfRivals(rivals, config))),
    'who is let in': (facts) => ofCluster(facts, () => letIn(facts)),
    'its Role': (facts, { scalable: name }) => ofCluster(facts, () => granted(facts, name)),
    'its buffer': (facts) => ofCluster(facts, () => buffered(facts)),
  },
  acts({ cluster }) {
    if ('unknown' in cluster || cluster.told === null) return null;
    const { arn: resourceArn, tags } = cluster.told;
    return { actions: ['eks:DescribeCluster'], resourceArn, tags };
  },
};

function letIn({ access, cluster, target }: WorkloadFacts): readonly Found[] {
  if (access === null || access.role === null || 'unknown' in cluster || cluster.told === null) return [];
  const { deployment, role } = access;
  const { authenticationMode } = cluster.told;
  // That is told once, of the cluster.
  if (authenticationMode === 'CONFIG_MAP') return [];
  const known = { ...target, deployment, roleArn: role.arn, authenticationMode };
  return ofTold(role.entry, (entry) => [foundOfEntry(entry, known)]);
}

function granted({ access }: WorkloadFacts, scalable: string): readonly Found[] {
  return access === null ? [] : ofTold(access.rights, (rights) => [foundOfRights(rights, access.deployment, scalable)]);
}

function buffered({ pool }: WorkloadFacts): readonly Found[] {
  if (pool === null) return [];
  return ofTold(pool, (told) => [
    told.unusableBecause === null
      ? ok(`its buffer may be used: ${tellPool(told)}`)
      : trouble(`its buffer may not be used: ${tell(told.unusableBecause)}`),
  ]);
}

/** What is found in a cluster that is there; where it is not, that is told once. */
function ofCluster({ cluster }: WorkloadFacts, judge: () => readonly Found[]): readonly Found[] {
  return 'unknown' in cluster || cluster.told === null ? [] : judge();
}

function existence(cluster: ClusterTold | null, { cluster: name, region }: Target): readonly Found[] {
  const told = `the EKS cluster "${name}"`;
  if (cluster === null) return [trouble(`${told} does not exist here; correct its name, or the Region`)];
  const { status, authenticationMode, isPublic } = cluster;
  if (status !== 'ACTIVE') return [warning(`${told} is ${status}; its API server may not answer`)];
  const found: Found[] = [ok(`${told} is there`)];
  if (authenticationMode === 'CONFIG_MAP') {
    const mode = ['--access-config', 'authenticationMode=API_AND_CONFIG_MAP'];
    const mend = awsCommand(region, 'eks', 'update-cluster-config', '--name', name, ...mode);
    found.push(trouble(`${told} takes no access entries, by which Headroom is let in`, mend));
  }
  const { publicCidrs } = cluster;
  if (isPublic && publicCidrs !== undefined) {
    const says = `the public endpoint of ${told} lets in ${publicCidrs.join(', ')} alone; Headroom's functions have to leave by one of these, or stand in its VPC where its private endpoint is on`;
    found.push(warning(says));
  }
  if (!isPublic) {
    found.push(
      warning(
        `the API server of ${told} is reached from its VPC alone; Headroom's functions have to stand there, with an endpoint for EKS`,
      ),
    );
  }
  return found;
}

function scalable(scale: ScaleTold | null, { namespace, resource, name }: Target): Found {
  const told = `the ${resource} "${name}" in the namespace "${namespace}"`;
  if (scale === null) return trouble(`${told} does not exist; correct its names`);
  if (scale.refused !== null) return trouble(`${told}: the cluster would not take another scale: ${scale.refused}`);
  return ok(`${told} has ${counted(scale.replicas, 'replica')}, and the cluster would take another number`);
}
