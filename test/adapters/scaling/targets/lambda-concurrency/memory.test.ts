import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { FunctionConfiguration, LambdaClient, UpdateAliasRequest } from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { lambdaConcurrencies } from '../../../../../adapters/scaling/targets/lambda-concurrency/lambda-concurrency.ts';
import { memorySizes } from '../../../../../adapters/scaling/targets/lambda-concurrency/sizes.ts';
import { awsError } from '../../../aws-error.ts';
import { FakeAws } from '../../../fake-aws.ts';
import { FakeApplicationAutoScaling } from '../any-kind/fake-application-auto-scaling.ts';

const place = { account: null, region: null };
const config = { kind: 'lambda-concurrency', ...place, functionName: 'resize', aliasName: 'live' } as const;
const term = { leftMs: () => 60_000 };
const step = { from: '512', to: '1024', sinceMs: 0, leastUnits: 0 };
const change = { from: '512', to: '1024', canaryPercent: 10, watchSeconds: 600 };

interface Named {
  readonly Qualifier?: string;
  readonly MemorySize?: number;
  readonly RevisionId?: string;
}

/** A function with an alias and versions, of which one is made only where something has changed, as Lambda has it. */
class Versions extends FakeAws<LambdaClient> {
  readonly log: string[] = [];
  latest: FunctionConfiguration = {
    ...{ Version: '$LATEST', MemorySize: 512, CodeSha256: 'a', Handler: 'h' },
    RevisionId: 'l1',
  };
  readonly versions = new Map<string, FunctionConfiguration>([['1', { ...this.latest, Version: '1' }]]);
  alias: {
    FunctionVersion: string;
    RevisionId: string;
    RoutingConfig?: { AdditionalVersionWeights?: Record<string, number> };
  } = {
    ...{ FunctionVersion: '1', RevisionId: 'a1' },
  };
  provisioned = 0;

  constructor() {
    super({
      GetAlias: () => this.alias,
      GetProvisionedConcurrencyConfig: () => {
        if (this.provisioned > 0) return { RequestedProvisionedConcurrentExecutions: this.provisioned };
        throw awsError('ProvisionedConcurrencyConfigNotFoundException', 'none');
      },
      GetFunctionConfiguration: ({ Qualifier }: Named) =>
        Qualifier === undefined ? this.latest : this.version(Qualifier),
      UpdateFunctionConfiguration: ({ MemorySize = 0, RevisionId }: Named) => {
        if (RevisionId !== this.latest.RevisionId) throw awsError('PreconditionFailedException', 'another revision');
        this.log.push(`configure ${MemorySize}`);
        this.latest = { ...this.latest, MemorySize, LastUpdateStatus: 'InProgress', RevisionId: `l${this.log.length}` };
        return this.latest;
      },
      PublishVersion: () => {
        const Version = String(this.versions.size + 1);
        const last = this.versions.get(String(this.versions.size));
        if (last !== undefined && last.MemorySize === this.latest.MemorySize) return last;
        this.log.push(`publish ${Version}`);
        this.versions.set(Version, { ...this.latest, Version, State: 'Active' });
        return this.version(Version);
      },
      UpdateAlias: (input: UpdateAliasRequest) => {
        if (input.RevisionId !== this.alias.RevisionId)
          throw awsError('PreconditionFailedException', 'another revision');
        this.log.push(
          `alias ${input.FunctionVersion} ${JSON.stringify(input.RoutingConfig?.AdditionalVersionWeights)}`,
        );
        this.alias = { ...(input as Versions['alias']), RevisionId: `a${this.log.length + 1}` };
        return this.alias;
      },
    });
  }

  private version(version: string): FunctionConfiguration {
    return this.versions.get(version) ?? {};
  }

  settle(): void {
    this.latest = { ...this.latest, LastUpdateStatus: 'Successful' };
  }
}

function setUp() {
  const fake = new Versions();
  const counted: Record<string, number> = { youngInvocations: 40, youngErrors: 0, oldInvocations: 360, oldErrors: 1 };
  const metrics = new FakeAws<CloudWatchClient>({
    GetMetricData: ({ MetricDataQueries }: { MetricDataQueries: { Id: string }[] }) => ({
      MetricDataResults: MetricDataQueries.map(({ Id }) => ({ Id, Values: [counted[Id] ?? 0, 0] })),
    }),
  });
  const clients = { reader: () => fake.client, actor: () => fake.client };
  const world = { clients, account: null, leftMs: () => 5000, random: () => 0 };
  const sizes = memorySizes(
    clients,
    () => metrics.client,
    () => 600_000,
  );
  const target = lambdaConcurrencies(world, new FakeApplicationAutoScaling().readRivals(), async () => sizes);
  return {
    fake,
    counted,
    size: async (of: typeof step | null = step) => target.size?.(config, of),
    setSize: async (to = step.to) => target.setSize?.(config, { ...change, to }, term),
  };
}

describe('the memory of a function behind an alias', () => {
  test('is that of the version which the alias serves', async () => {
    const { size } = setUp();
    expect(await size(null)).toMatchObject({ next: '512', underWay: null, fixedBecause: null, zones: 0 });
  });

  test('changes by a version that gets a share of the calls, and then all of them', async () => {
    const { fake, size, setSize } = setUp();
    await setSize();
    expect(await size()).toMatchObject({ rollout: { busyBecause: { says: 'the function is being updated' } } });
    expect(await setSize()).toMatchObject({ is: 'failed' });
    fake.settle();
    await setSize();
    expect(await size()).toMatchObject({
      ...{ next: '512', underWay: 'a share of calls to the version 2', fixedBecause: null },
      rollout: { canary: { calls: { young: { all: 40, failed: 0 }, old: { all: 360, failed: 1 } } } },
    });
    await setSize();
    expect(fake.log).toEqual(['configure 1024', 'publish 2', 'alias 1 {"2":0.1}', 'alias 2 {}']);
    expect(await size()).toMatchObject({ next: '1024', underWay: null });
    await setSize();
    expect(fake.log.length).toBe(4);
  });

  test('goes back by taking the share away, and what would be published gets its memory back', async () => {
    const { fake, size, setSize } = setUp();
    await setSize();
    fake.settle();
    await setSize();
    await setSize('512');
    const back = { ...step, back: { says: 'it fails' } } as never;
    expect(await size(back)).toMatchObject({
      next: '512',
      underWay: 'what would be published getting its memory back',
    });
    await setSize('512');
    fake.settle();
    expect(fake.log.slice(-2)).toEqual(['alias 1 {}', 'configure 512']);
    expect(await size(back)).toMatchObject({ next: '512', underWay: null });
  });

  test('stays where the code has changed, where somebody else shifts traffic, and while executions are provisioned', async () => {
    const { fake, size, setSize } = setUp();
    fake.provisioned = 3;
    expect((await size(null))?.fixedBecause?.says).toContain('executions are provisioned');
    fake.latest = { ...fake.latest, CodeSha256: 'b' };
    expect((await size(null))?.fixedBecause).toMatchObject({ names: 'CodeSha256' });
    expect(await setSize()).toMatchObject({ is: 'refused' });
    fake.latest = { ...fake.latest, CodeSha256: 'a' };
    fake.versions.set('9', { ...fake.latest, Version: '9', MemorySize: 256 });
    fake.alias = { ...fake.alias, RoutingConfig: { AdditionalVersionWeights: { '9': 0.5 } } };
    expect((await size())?.fixedBecause?.says).toContain('somebody else shifts');
    await setSize();
    expect(fake.log).toEqual([]);
  });
});
