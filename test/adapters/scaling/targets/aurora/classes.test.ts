import type { DBInstance, ModifyDBInstanceMessage, RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { auroraReaders } from '../../../../../adapters/scaling/targets/aurora-readers/aurora-readers.ts';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';
import { FakeApplicationAutoScaling } from '../any-kind/fake-application-auto-scaling.ts';

const config = { kind: 'aurora-readers', account: null, region: null, dbClusterIdentifier: 'orders' } as const;
const term = { leftMs: () => 60_000 };
const step = { from: 'db.r7g.large', to: 'db.r7g.xlarge', sinceMs: 0, leastUnits: 2 };
const change = { from: step.from, to: step.to, canaryPercent: 10, watchSeconds: 600 };

/** A writer and two readers whose class takes until `settle` to change, as RDS documents it; a failover as well. */
class Classes extends FakeAws<RDSClient> {
  writer = 'w';
  readonly log: string[] = [];
  readonly instances = new Map<string, DBInstance>(
    ['w', 'r1', 'r2'].map((name) => [
      name,
      { DBInstanceIdentifier: name, DBInstanceClass: step.from, DBInstanceStatus: 'available', PromotionTier: 1 },
    ]),
  );

  constructor() {
    super({
      DescribeDBClusters: () => ({
        DBClusters: [
          {
            ...{ DBClusterIdentifier: 'orders', Status: 'available', Engine: 'aurora-mysql' },
            DBClusterMembers: [{ DBInstanceIdentifier: this.writer, IsClusterWriter: true }],
          },
        ],
      }),
      DescribeDBInstances: () => ({ DBInstances: [...this.instances.values()] }),
      ModifyDBInstance: (input: ModifyDBInstanceMessage) => this.modify(input),
      FailoverDBCluster: ({ TargetDBInstanceIdentifier = '' }: { TargetDBInstanceIdentifier?: string }) => {
        this.log.push(`failover to ${TargetDBInstanceIdentifier}`);
        this.writer = TargetDBInstanceIdentifier;
        return {};
      },
    });
  }

  settle(status = 'available'): void {
    for (const one of this.instances.values()) {
      if (one.PendingModifiedValues?.DBInstanceClass === undefined) continue;
      one.DBInstanceClass = one.PendingModifiedValues.DBInstanceClass;
      one.DBInstanceStatus = status;
      one.PendingModifiedValues = {};
    }
  }

  private modify({ DBInstanceIdentifier = '', DBInstanceClass, ApplyImmediately }: ModifyDBInstanceMessage) {
    const one = this.instances.get(DBInstanceIdentifier);
    if (one === undefined) throw awsError('DBInstanceNotFoundFault', 'not found');
    if (ApplyImmediately !== true) throw new Error('a change that waits for a maintenance window');
    this.log.push(`${DBInstanceIdentifier} to ${DBInstanceClass}`);
    one.PendingModifiedValues = { DBInstanceClass };
    one.DBInstanceStatus = 'modifying';
    return {};
  }
}

function setUp() {
  const fake = new Classes();
  const clients = { reader: () => fake.client, actor: () => fake.client };
  const native = { reader: () => new FakeAws({}).client as never, actor: () => new FakeAws({}).client as never };
  const world = { clients, native, account: null, leftMs: () => 5000, random: () => 0 };
  const target = auroraReaders(world, new FakeApplicationAutoScaling().readRivals());
  return {
    fake,
    size: async (of: typeof step | null = step) => target.size?.(config, of),
    setSize: async (to = step.to) => target.setSize?.(config, { ...change, to }, term),
  };
}

describe('the class of the instances of a cluster', () => {
  test('is that of the writer, which a new reader gets', async () => {
    const { size } = setUp();
    expect(await size(null)).toMatchObject({
      ...{ next: step.from, serving: { [step.from]: 2 }, underWay: null, fixedBecause: null },
      rollout: { takesOut: 1, busyBecause: null, canary: null, brokenBecause: null },
    });
  });

  test('changes one instance at a time, readers first, then by a failover, and begins nothing while one is away', async () => {
    const { fake, size, setSize } = setUp();
    for (let call = 0; call < 4; call++) {
      expect(await setSize()).toMatchObject({ is: 'applied' });
      if (call === 0) {
        expect(await size()).toMatchObject({
          underWay: expect.any(String),
          rollout: { busyBecause: { status: 'modifying' }, canary: null },
        });
        expect(await setSize()).toMatchObject({ is: 'failed' });
      }
      fake.settle();
      if (call === 0) expect(await size()).toMatchObject({ rollout: { canary: { calls: null } } });
    }
    expect(fake.log).toEqual(['r1 to db.r7g.xlarge', 'r2 to db.r7g.xlarge', 'failover to r2', 'w to db.r7g.xlarge']);
    expect(await size()).toMatchObject({ next: step.to, underWay: null, serving: { [step.to]: 2 } });
  });

  test('that does not come back is told, and is changed back though it is not available', async () => {
    const { fake, size, setSize } = setUp();
    await setSize();
    fake.settle('incompatible-parameters');
    expect(await size()).toMatchObject({ rollout: { brokenBecause: { status: 'incompatible-parameters' } } });
    expect(await setSize(step.from)).toMatchObject({ is: 'applied' });
    fake.settle();
    expect(await size({ ...step, back: { says: 'it broke' } } as never)).toMatchObject({
      next: step.from,
      underWay: null,
    });
  });

  test('stays where others have given instances several classes, or one that scales itself', async () => {
    const { fake, size, setSize } = setUp();
    (fake.instances.get('r1') as DBInstance).DBInstanceClass = 'db.r7g.4xlarge';
    expect((await size(null))?.fixedBecause?.says).toContain('of several classes');
    (fake.instances.get('r1') as DBInstance).DBInstanceClass = 'db.serverless';
    expect(await setSize()).toMatchObject({ is: 'refused' });
  });
});
