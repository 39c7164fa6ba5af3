import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, describe, expect, test } from 'vitest';
import { onAws } from '../../adapters/scaling/targets/lambda-concurrency/on-aws.ts';
import { runHeadroom } from '../cli/run-headroom.ts';
import { clientOptions, deployFunction } from './deploy-function.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
const folder = mkdtempSync(join(tmpdir(), 'headroom-memory-'));

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await aws?.stop();
});

/** The local AWS answers a call with what the function has logged, without the line that Lambda adds: so the function writes that. */
const source = `exports.handler = async (event) => {
  const memory = process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE;
  const beganAt = Date.now();
  await new Promise((done) => setTimeout(done, 20));
  const took = Date.now() - beganAt;
  console.log('REPORT RequestId: 1\\tDuration: ' + took + ' ms\\tBilled Duration: ' + took + ' ms\\tMemory Size: ' + memory + ' MB\\tMax Memory Used: 60 MB\\t');
  return { memory, event };
};`;
const term = { leftMs: () => 60_000 };

describe.skipIf(aws === null)('the memory of a function in the local AWS', () => {
  const local = aws as NonNullable<typeof aws>;
  const lambda = aws === null ? null : new LambdaClient(clientOptions(aws));
  const send = (command: unknown) => (lambda as LambdaClient).send(command as GetAliasCommand);

  async function deployed(name: string): Promise<void> {
    await deployFunction(local, name, source, []);
    await expect.poll(async () => (await configOf(name)).LastUpdateStatus, { timeout: 20_000 }).toBe('Successful');
    const { FunctionVersion } = { FunctionVersion: '1' };
    await send(new PublishVersionCommand({ FunctionName: name }));
    await send(new CreateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion }));
  }

  const configOf = async (FunctionName: string) =>
    (lambda as LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName }));

  async function memoryOfLive(FunctionName: string): Promise<string> {
    const told = await (lambda as LambdaClient).send(
      new InvokeCommand({ FunctionName, Qualifier: 'live', Payload: '{}' }),
    );
    return (JSON.parse(Buffer.from(told.Payload ?? []).toString()) as { memory: string }).memory;
  }

  test('changes by a version that gets a share of the calls first, and then all of them', async () => {
    await deployed('resize');
    const before = (await configOf('resize')).MemorySize;
    const environment = { AWS_ENDPOINT_URL: local.endpoint, AWS_REGION: local.region };
    Object.assign(process.env, environment, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    const target = onAws()({ account: null, leftMs: () => 10_000, random: () => 0 });
    const config = {
      kind: 'lambda-concurrency',
      account: null,
      region: null,
      functionName: 'resize',
      aliasName: 'live',
    } as const;
    const step = { from: String(before), to: '1024', sinceMs: Date.now(), leastUnits: 0 };
    const ask = async (to: string) => {
      await expect
        .poll(async () => (await target.size?.(config, step))?.rollout?.busyBecause ?? null, { timeout: 20_000 })
        .toBeNull();
      expect(
        await target.setSize?.(config, { from: step.from, to, canaryPercent: 10, watchSeconds: 0 }, term),
      ).toMatchObject({ is: 'applied' });
    };
    await ask('1024');
    await ask('1024');
    const alias = await (lambda as LambdaClient).send(new GetAliasCommand({ FunctionName: 'resize', Name: 'live' }));
    expect(alias.RoutingConfig?.AdditionalVersionWeights).toEqual({ '2': 0.1 });
    expect(await target.size?.(config, step)).toMatchObject({
      next: String(before),
      rollout: { canary: { calls: { young: { failed: 0 } } } },
    });
    await ask('1024');
    expect(await target.size?.(config, step)).toMatchObject({ next: '1024', underWay: null, fixedBecause: null });
    expect(await memoryOfLive('resize')).toBe('1024');
  });

  test('is tried by versions that go again, and nothing that was there is another', async () => {
    await deployed('thumbnails');
    const before = await configOf('thumbnails');
    writeFileSync(join(folder, 'event.json'), '{ "key": "cat.jpg" }');
    const environment = {
      ...{ PATH: process.env.PATH ?? '', AWS_ENDPOINT_URL: local.endpoint, AWS_REGION: local.region },
      ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    };
    const args = [
      'sizes',
      'try',
      'thumbnails',
      '--payload',
      join(folder, 'event.json'),
      '--memory',
      '256,1024',
      '--runs',
      '3',
    ];
    const dry = await runHeadroom([...args, '--dry-run'], environment);
    expect([dry.exitCode, dry.stdout]).toEqual([0, '']);
    expect((await runHeadroom(args, environment)).stderr).toContain('nobody is there to say yes');
    const ran = await runHeadroom([...args, '--yes', '--json'], environment);
    expect(ran).toMatchObject({ exitCode: 0 });
    const told = JSON.parse(ran.stdout) as {
      says: string;
      offers: { memoryMb: number; meanMs: number; isTried: boolean }[];
    };
    expect(told.offers.filter(({ isTried }) => isTried).map(({ memoryMb }) => memoryMb)).toContain(1024);
    for (const { meanMs } of told.offers) expect(meanMs).toBeGreaterThan(0);
    const after = await configOf('thumbnails');
    expect([after.MemorySize, after.CodeSha256]).toEqual([before.MemorySize, before.CodeSha256]);
    const versions = await (lambda as LambdaClient).send(
      new ListVersionsByFunctionCommand({ FunctionName: 'thumbnails' }),
    );
    expect(versions.Versions?.map(({ Version }) => Version)).toEqual(['$LATEST', '1']);
    expect(await memoryOfLive('thumbnails')).toBe(String(before.MemorySize));
  });
});
