import { Stack } from 'aws-cdk-lib';
import type { CfnCluster } from 'aws-cdk-lib/aws-eks';
import type { Construct, IConstruct } from 'constructs';
import { InvalidInput } from '../../../../core/model/errors.ts';
import { bufferRoleOf, roleOf } from '../../../../core/scaling/config/kubernetes/role.ts';
import { resourcesOfType } from '../../../deployment/resources-named.ts';
import { type NamedPlace, requireOwnPlace } from '../own-place.ts';
import type { BoundTarget, CapacityGrant, CapacityPrincipal, ScalingTarget } from '../scaling-target.ts';
import { accessEntryOf } from './access-entry.ts';

/** A cluster of EKS as either module of CDK makes or imports it. */
export interface EksCluster extends IConstruct {
  readonly clusterName: string;
  addManifest(id: string, ...manifest: Record<string, unknown>[]): IConstruct;
}

/** Something in a cluster that has a scale subresource. */
export interface KubernetesWorkload {
  readonly namespace: string;
  readonly name: string;
  /**
   * What it is. Anything else that has a scale subresource is said by the group, version and resource that the API serves it
   * as, e.g. `{ group: 'argoproj.io', version: 'v1alpha1', resource: 'rollouts' }`.
   * @default Deployment
   */
  readonly kind?: 'Deployment' | 'StatefulSet' | KubernetesResource;
}

export interface KubernetesResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** What may be said of a workload that is scaled. */
export interface KubernetesTargetOptions {
  /**
   * Whether the API server of the cluster is reached from its VPC alone. Headroom's functions have to stand there then.
   * @default - what the cluster says where this app makes it, else false
   */
  readonly privateEndpoint?: boolean;
  /**
   * Whether the role of Headroom is let into the cluster by an access entry. Without one, map it to the group
   * `headroom:<deployment>` by yourself.
   * @default true
   */
  readonly accessEntry?: boolean;
  /**
   * Whether this app applies the Role and the RoleBinding by `cluster.addManifest`, which takes a kubectl layer. Without it,
   * apply what `headroom manifests role` prints.
   * @default false
   */
  readonly applyRole?: boolean;
}

interface NamedWorkload extends NamedPlace, KubernetesResource {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
}

const kinds = {
  Deployment: { group: 'apps', version: 'v1', resource: 'deployments' },
  StatefulSet: { group: 'apps', version: 'v1', resource: 'statefulsets' },
} as const;

/** A workload of an EKS cluster. Capacity counts its replicas. */
export class KubernetesTarget implements ScalingTarget {
  readonly construct: IConstruct | null;
  private readonly named: NamedWorkload;
  private readonly cluster: EksCluster | null;
  private readonly options: KubernetesTargetOptions;

  /** By names alone; `fromCluster` and `fromNames` say it shorter. */
  constructor(named: NamedWorkload, options: KubernetesTargetOptions = {}, cluster: EksCluster | null = null) {
    this.named = named;
    this.options = options;
    this.cluster = cluster;
    this.construct = cluster;
  }

  /** A workload of a cluster that this app makes, or has imported. */
  static fromCluster(
    cluster: EksCluster,
    workload: KubernetesWorkload,
    options: KubernetesTargetOptions = {},
  ): ScalingTarget {
    return new KubernetesTarget(namesOf(cluster.clusterName, workload), options, cluster);
  }

  /** A workload of a cluster that is known by its name alone. Somebody has to tag the cluster where grants go by tag. */
  static fromNames(
    clusterName: string,
    workload: KubernetesWorkload,
    { account = null, region = null, ...options }: KubernetesTargetOptions & NamedPlace = {},
  ): ScalingTarget {
    return new KubernetesTarget({ ...namesOf(clusterName, workload), account, region }, options);
  }

  bind(scope: Construct, grant: CapacityGrant): BoundTarget {
    const { account = null, region = null, cluster, ...names } = this.named;
    requireOwnPlace(scope, this.named);
    grant.allow({
      actions: ['eks:DescribeCluster'],
      resourceArn: Stack.of(scope).formatArn({ service: 'eks', resource: 'cluster', resourceName: cluster }),
      construct: this.construct,
      wildcard: null,
    });
    const config = { kind: 'kubernetes-workload' as const, account, region, cluster, ...names };
    const needs = grant.principal === undefined ? [] : this.letIn(scope, grant.principal);
    return { config, running: null, asked: null, needs };
  }

  /** What every deploy would undo is written in manifests, which no app of CDK knows. */
  conflicts(): readonly string[] {
    return [];
  }

  /** What sizes its buffer is a Role besides; AWS has no metrics of it. */
  bindPool(_scope: Construct, [grant]: readonly CapacityGrant[]): null {
    const deployment = grant?.principal?.deploymentName;
    if (deployment !== undefined && this.options.applyRole) this.apply(deployment, bufferRoleOf);
    return null;
  }

  private letIn(scope: Construct, principal: CapacityPrincipal): readonly IConstruct[] {
    if (this.isPrivate() && principal.network === null) throw new InvalidInput('vpc', needsVpc(this.named.cluster));
    const { accessEntry = true, applyRole = false } = this.options;
    return [
      ...(accessEntry ? [accessEntryOf(scope, this.named.cluster, principal)] : []),
      ...(applyRole ? [this.apply(principal.deploymentName, roleOf)] : []),
    ];
  }

  private apply(deployment: string, grants: typeof roleOf): IConstruct {
    if (this.cluster === null) {
      throw new InvalidInput(
        'target.applyRole',
        'needs the construct of the cluster; leave it out, and apply what "headroom manifests role" prints',
      );
    }
    const manifests = grants(deployment, this.named);
    const { name, namespace = '' } = manifests[0].metadata;
    const id = `${namespace}-${name}`;
    return this.cluster.addManifest(id, ...manifests.map((one) => ({ ...one })));
  }

  private isPrivate(): boolean {
    if (this.options.privateEndpoint !== undefined) return this.options.privateEndpoint;
    const made = this.cluster === null ? [] : resourcesOfType<CfnCluster>(this.cluster, 'AWS::EKS::Cluster');
    return made.some((one) => {
      const vpc: unknown = Stack.of(one).resolve(one.resourcesVpcConfig);
      return (vpc as CfnCluster.ResourcesVpcConfigProperty | undefined)?.endpointPublicAccess === false;
    });
  }
}

function namesOf(cluster: string, { namespace, name, kind = 'Deployment' }: KubernetesWorkload): NamedWorkload {
  return { cluster, namespace, name, ...(typeof kind === 'string' ? kinds[kind] : kind) };
}

function needsVpc(cluster: string): string {
  return `is missing; the API server of the EKS cluster "${cluster}" is reached from its VPC alone: give Headroom that vpc, make what endpointsOf(vpc) lists (EKS among it, since the cluster is asked for by DescribeCluster), and let the functions into the security group of the cluster on 443, by connections of Headroom`;
}
