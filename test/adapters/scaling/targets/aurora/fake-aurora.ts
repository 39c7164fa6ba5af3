import type {
  DeregisterScalableTargetRequest,
  RegisterScalableTargetRequest,
  ScalingActivity,
  SuspendedState,
} from '@aws-sdk/client-application-auto-scaling';
import type { DBCluster, DBInstance, Filter, ModifyDBClusterMessage, RDSClient } from '@aws-sdk/client-rds';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';

/** An Aurora cluster that writes, with a range of capacity from 1 ACU to 8. */
export function cluster(id: string, more: Partial<DBCluster> = {}): DBCluster {
  return {
    DBClusterIdentifier: id,
    DBClusterArn: `arn:aws:rds:eu-west-1:111122223333:cluster:${id}`,
    Status: 'available',
    Engine: 'aurora-postgresql',
    EngineMode: 'provisioned',
    ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 8 },
    DBClusterMembers: [{ DBInstanceIdentifier: `${id}-w`, IsClusterWriter: true }],
    ...more,
  };
}

const madeByAws = 'application-autoscaling-';

/**
 * RDS and what Application Auto Scaling does to readers, in memory, as their APIs are documented: a cluster takes a change while
 * it is available, scaling says yes and does nothing where an instance is not, removes only what it made, and all of it takes
 * until `settle`.
 */
export class FakeAurora extends FakeAws<RDSClient> {
  readonly clusters = new Map<string, DBCluster>();
  readonly instances = new Map<string, DBInstance>();
  readonly registered = new Map<string, { min: number; max: number; suspended?: SuspendedState }>();
  activities: ScalingActivity[] = [];
  private readonly after: (() => void)[] = [];
  private made = 0;

  constructor() {
    super({
      DescribeDBClusters: ({ DBClusterIdentifier = '' }: { DBClusterIdentifier?: string }) => ({
        DBClusters: [this.cluster(DBClusterIdentifier)],
      }),
      DescribeDBInstances: ({ Filters = [] }: { Filters?: Filter[] }) => this.page(Filters[0]?.Values?.[0] ?? ''),
      ModifyDBCluster: (input: ModifyDBClusterMessage) => this.modify(input),
      RegisterScalableTarget: (input: RegisterScalableTargetRequest) => this.register(input),
      DeregisterScalableTarget: ({ ResourceId = '' }: DeregisterScalableTargetRequest) => {
        if (!this.registered.delete(ResourceId)) throw awsError('ObjectNotFoundException', 'No scalable target found');
        return {};
      },
      DescribeScalableTargets: ({ ResourceIds = [] }: { ResourceIds?: string[] }) => ({
        ScalableTargets: ResourceIds.flatMap((id) => {
          const found = this.registered.get(id);
          return found === undefined
            ? []
            : [{ MinCapacity: found.min, MaxCapacity: found.max, SuspendedState: found.suspended }];
        }),
      }),
      DescribeScalingActivities: ({ ResourceId }: { ResourceId?: string }) => ({
        ScalingActivities: this.activities.filter((one) => one.ResourceId === ResourceId).reverse(),
      }),
    });
  }

  /** A cluster with one that writes, and as many readers that Application Auto Scaling has made, and others have. */
  make(id: string, readers: { readonly made: number; readonly own: number }, more: Partial<DBCluster> = {}): void {
    this.clusters.set(id, cluster(id, more));
    this.add(id, `${id}-w`, 'available');
    for (let reader = 0; reader < readers.own; reader++) this.add(id, `${id}-r${reader}`, 'available');
    for (let reader = 0; reader < readers.made; reader++) this.add(id, this.nextName(), 'available');
  }

  readersOf(id: string): DBInstance[] {
    return this.of(id).filter(({ DBInstanceIdentifier }) => DBInstanceIdentifier !== `${id}-w`);
  }

  /** All that is under way is done. */
  settle(): void {
    for (const done of this.after.splice(0)) done();
  }

  /** What is under way begins to show: readers are being made, or deleted. */
  begin(id: string): void {
    const { min = 0 } = this.registered.get(`cluster:${id}`) ?? {};
    const readers = this.readersOf(id);
    for (let more = readers.length; more < min; more++) this.add(id, this.nextName(), 'creating');
  }

  add(DBClusterIdentifier: string, DBInstanceIdentifier: string, DBInstanceStatus: string): void {
    this.instances.set(DBInstanceIdentifier, { DBInstanceIdentifier, DBClusterIdentifier, DBInstanceStatus });
  }

  private nextName(): string {
    this.made += 1;
    return `${madeByAws}${this.made}`;
  }

  private of(id: string): DBInstance[] {
    return [...this.instances.values()].filter(({ DBClusterIdentifier }) => DBClusterIdentifier === id);
  }

  private page(id: string): object {
    return { DBInstances: this.of(id) };
  }

  private cluster(id: string): DBCluster {
    if (!/^[a-z][a-z0-9-]*$/i.test(id)) throw awsError('InvalidParameterValue', 'The parameter is not a valid name.');
    const found = this.clusters.get(id);
    if (found === undefined) throw awsError('DBClusterNotFoundFault', `DBCluster ${id} not found.`);
    return found;
  }

  private modify({ DBClusterIdentifier = '', ServerlessV2ScalingConfiguration: range = {} }: ModifyDBClusterMessage) {
    const found = this.cluster(DBClusterIdentifier);
    if (found.Status !== 'available') throw awsError('InvalidDBClusterStateFault', `The cluster is ${found.Status}.`);
    const { MinCapacity: min = 0, MaxCapacity: max = 0, SecondsUntilAutoPause } = range;
    if (min > max) throw awsError('InvalidParameterValue', 'The minimum capacity is above the max capacity.');
    if (max < 1 || max > 256) throw awsError('InvalidParameterValue', 'The max capacity is from 1 to 256.');
    if ([min, max].some((one) => one % 0.5 !== 0)) throw awsError('InvalidParameterValue', 'Capacity goes by 0.5.');
    if (min > 0 && SecondsUntilAutoPause !== undefined) {
      throw awsError('InvalidParameterCombination', 'SecondsUntilAutoPause needs a minimum of 0.');
    }
    found.Status = 'modifying';
    this.after.push(() => {
      found.ServerlessV2ScalingConfiguration = range;
      found.Status = 'available';
    });
    return { DBCluster: found };
  }

  /** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
  private register(asked: RegisterScalableTargetRequest): object {
    const { ResourceId = '', MinCapacity, MaxCapacity, SuspendedState: suspended } = asked;
    const id = ResourceId.replace(/^cluster:/, '');
    if (!this.clusters.has(id)) throw awsError('ValidationException', `DB cluster ${id} does not exist`);
    const { min = MinCapacity ?? -1, max = MaxCapacity ?? -1 } = this.registered.get(ResourceId) ?? {};
    const next = { min: MinCapacity ?? min, max: MaxCapacity ?? max, ...(suspended && { suspended }) };
    if (next.min < 0 || next.max > 15) throw awsError('ValidationException', 'Capacity is from 0 to a max of 15');
    if (next.min > next.max) throw awsError('ValidationException', 'Maximum capacity cannot be less than minimum');
    this.registered.set(ResourceId, next);
    const isActive = this.of(id).every(({ DBInstanceStatus }) => DBInstanceStatus === 'available');
    if (isActive && this.clusters.get(id)?.Status === 'available') this.adjust(id, next);
    return { ScalableTargetARN: 'arn' };
  }

  private adjust(id: string, { min, max }: { min: number; max: number }): void {
    const listed = this.readersOf(id);
    const to = Math.min(max, Math.max(min, listed.length));
    if (to === listed.length) return;
    const activity = { ServiceNamespace: 'rds', ResourceId: `cluster:${id}`, StatusCode: 'InProgress' };
    this.activities.push(activity as unknown as ScalingActivity);
    this.after.push(() => {
      (activity as { StatusCode: string }).StatusCode = 'Successful';
      for (const reader of this.readersOf(id)) reader.DBInstanceStatus = 'available';
      while (this.readersOf(id).length < to) this.add(id, this.nextName(), 'available');
      const own = this.readersOf(id).filter((one) => one.DBInstanceIdentifier?.startsWith(madeByAws));
      for (const { DBInstanceIdentifier = '' } of own.slice(0, Math.max(0, this.readersOf(id).length - to))) {
        this.instances.delete(DBInstanceIdentifier);
      }
    });
  }
}
