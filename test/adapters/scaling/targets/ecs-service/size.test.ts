import type { Service, TaskDefinition } from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { ecsServices } from '../../../../../adapters/scaling/targets/ecs-service/ecs-service.ts';
import { tell } from '../../../../../core/model/reason.ts';
import { FakeAws } from '../../../fake-aws.ts';
import { service } from './fake-ecs.ts';

const config = { kind: 'ecs-service', account: null, region: null, cluster: 'shop', serviceName: 'web' } as const;
const term = { leftMs: () => 60_000 };
const change = { from: '512/1024', to: '1024/2048', canaryPercent: 10, watchSeconds: 0 };
const [old, next] = [
  'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:7',
  'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:8',
];
const definition: TaskDefinition = {
  ...{ taskDefinitionArn: old, family: 'web', revision: 7, status: 'ACTIVE', cpu: '512', memory: '1024' },
  ...{ taskRoleArn: 'arn:aws:iam::111122223333:role/web', networkMode: 'awsvpc', registeredBy: 'a' },
  containerDefinitions: [
    { name: 'web', image: 'registry.example:5000/shop/web:v3', portMappings: [{ containerPort: 80 }] },
  ],
};
const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true }, minimumHealthyPercent: 100 };

interface Told {
  readonly service?: Partial<Service>;
  readonly definition?: Partial<TaskDefinition>;
  readonly digests?: readonly string[];
}

function open({ service: more = {}, definition: data = {}, digests = ['sha256:aa', 'sha256:aa'] }: Told = {}) {
  const deployments = [
    { id: 'd1', status: 'PRIMARY', rolloutState: 'COMPLETED' as const, runningCount: 2, taskDefinition: old },
  ];
  const of = { taskDefinition: old, deploymentConfiguration: breaker, deployments, ...more };
  const fake = new FakeAws<never>({
    DescribeServices: () => ({ services: [service('web', 2, of)] }),
    DescribeTaskDefinition: ({ taskDefinition }: { taskDefinition: string }) => ({
      taskDefinition:
        taskDefinition === old ? { ...definition, ...data } : { ...definition, cpu: '1024', memory: '2048' },
      tags: [{ key: 'team', value: 'shop' }],
    }),
    ListTasks: () => ({ taskArns: digests.map((_, index) => `arn:task/${index}`) }),
    DescribeTasks: () => ({ tasks: digests.map((imageDigest) => ({ containers: [{ name: 'web', imageDigest }] })) }),
    RegisterTaskDefinition: () => ({ taskDefinition: { taskDefinitionArn: next } }),
    UpdateService: () => ({}),
  });
  const clients = { reader: () => fake.client, actor: () => fake.client };
  const world = { clients, account: null, leftMs: () => 5000, random: () => 0 };
  return { fake, target: ecsServices(world, async () => () => async () => []) };
}

describe('the size of tasks', () => {
  test('is that of the revision of the service; tasks are told by the deployment that they are of', async () => {
    const deployments = [
      { id: 'd2', status: 'PRIMARY', rolloutState: 'IN_PROGRESS' as const, runningCount: 1, taskDefinition: next },
      { id: 'd1', status: 'ACTIVE', rolloutState: 'COMPLETED' as const, runningCount: 2, taskDefinition: old },
    ];
    expect(await open().target.size?.(config)).toMatchObject({
      next: '512/1024',
      serving: { '512/1024': 2 },
      underWay: null,
    });
    expect(await open({ service: { taskDefinition: next, deployments } }).target.size?.(config)).toMatchObject({
      next: '1024/2048',
      serving: { '512/1024': 2, '1024/2048': 1 },
      underWay: 'a deployment',
    });
  });

  test.each<[string, Told]>([
    ['circuit breaker', { service: { deploymentConfiguration: { minimumHealthyPercent: 100 } } }],
    [
      'minimumHealthyPercent is 50',
      { service: { deploymentConfiguration: { ...breaker, minimumHealthyPercent: 50 } } },
    ],
    ['CODE_DEPLOY', { service: { deploymentController: { type: 'CODE_DEPLOY' } } }],
    ['no CPU and memory of its own', { definition: { cpu: undefined } as never }],
  ])('is not changed: %s', async (why, told) => {
    const { fake, target } = open(told);
    expect(tell((await target.size?.(config))?.fixedBecause ?? { says: '' })).toContain(why);
    expect(await target.setSize?.(config, change, term)).toMatchObject({ is: 'refused' });
    expect(fake.called('RegisterTaskDefinition')).toBe(0);
  });

  test('is changed by a revision of the same family that differs in CPU and memory, its image by the digest that runs', async () => {
    const { fake, target } = open();
    expect(await target.setSize?.(config, change, term)).toEqual({ is: 'applied', because: null });
    const registered = fake.calls.find(({ action }) => action === 'RegisterTaskDefinition')?.input;
    expect(registered).toEqual({
      ...{ family: 'web', taskRoleArn: definition.taskRoleArn, networkMode: 'awsvpc', cpu: '1024', memory: '2048' },
      tags: [{ key: 'team', value: 'shop' }],
      containerDefinitions: [
        { name: 'web', image: 'registry.example:5000/shop/web@sha256:aa', portMappings: [{ containerPort: 80 }] },
      ],
    });
    expect(fake.calls.at(-1)).toMatchObject({
      action: 'UpdateService',
      input: { cluster: 'shop', service: 'web', taskDefinition: next },
    });
  });

  test('is left as it is where nobody knows which image is meant', async () => {
    for (const digests of [[], ['sha256:aa', 'sha256:bb']]) {
      const { fake, target } = open({ digests });
      await expect(target.setSize?.(config, change, term)).rejects.toThrow(/image/);
      expect(fake.called('RegisterTaskDefinition')).toBe(0);
    }
  });
});
