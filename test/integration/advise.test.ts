import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsCall, startFront } from '../../local/front.ts';
import { type Ran, root, runHeadroom } from '../cli/run-headroom.ts';
import { makeAccount } from './advised-account.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone({ moto: true });
const html = path.join(root, '.local/advice.html');
const config = path.join(root, '.local/advised.config.ts');

afterAll(() => aws?.stop());

describe.runIf(aws !== null)('advice on an account', () => {
  const calls: AwsCall[] = [];
  let fronts: Awaited<ReturnType<typeof startFront>>[] = [];
  let environment: Record<string, string> = {};
  let json: Ran;

  beforeAll(async () => {
    if (aws === null) return;
    const [ministack, moto] = [aws.endpoint, aws.motoEndpoint ?? ''];
    await makeAccount({ ministack, moto }, Date.now());
    fronts = await Promise.all([ministack, moto].map(() => startFront((call) => void calls.push(call))));
    const [first, second] = fronts;
    first?.forwardTo(ministack);
    second?.forwardTo(moto);
    const scaling = ['AUTO_SCALING', 'ECS', 'APPLICATION_AUTO_SCALING', 'ELASTIC_LOAD_BALANCING_V2'];
    environment = {
      ...aws.environment,
      AWS_ENDPOINT_URL: first?.endpoint ?? '',
      ...Object.fromEntries(scaling.map((name) => [`AWS_ENDPOINT_URL_${name}`, second?.endpoint ?? ''])),
    };
    await Promise.all([html, config].map((file) => rm(file, { force: true })));
    json = await runHeadroom(['advise', '--json', '--html', html, '--write', config], environment);
  }, 180_000);

  afterAll(async () => void (await Promise.all(fronts.map((front) => front.stop()))));

  it('tells what each costs and misses now, what Headroom would, and what to do', () => {
    const answer = JSON.parse(json.stdout);
    expect(json).toMatchObject({ exitCode: 0 });
    expect(answer.says).toMatch(/^Headroom does better on 3 of 4: \$[\d,]+ a month instead of \$[\d,]+, \$[\d,]+ less/);
    const [web, api, cron, workers] = ['checkout-web', 'shop/api', 'shop/cron', 'workers'].map((name) =>
      answer.fleets.find((one: { name: string }) => one.name === name),
    );
    expect(web).toMatchObject({
      scaledBy: 'target tracking of CPU at 50, a scheduled action',
      unit: 'm6i.large',
      verdict: 'headroom',
    });
    // A week, but for the five minutes in which it asks.
    expect(Math.abs(web.comparedDays - 7)).toBeLessThan(0.01);
    expect(web.unitPerSecond).toBeCloseTo(100, -1);
    expect(web.headroom.dollarsPerMonth).toBeLessThan(web.now.dollarsPerMonth);
    expect(web.headroom.violationPercent).toBeLessThan(0.5);
    expect(api).toMatchObject({
      scaledBy: 'target tracking of CPU at 50',
      unit: '1 vCPU, 2 GB of Fargate',
      verdict: 'headroom',
    });
    expect(api.unitPerSecond).toBeCloseTo(50, -1);
    expect(workers).toMatchObject({
      scaledBy: 'step scaling',
      unitPerSecond: 100,
      now: { meanUnits: 8 },
      verdict: 'headroom',
    });
    expect(cron).toMatchObject({
      verdict: 'none',
      notes: [expect.stringContaining('CloudWatch has nothing of AWS/ECS CPUUtilization')],
    });
  });

  it('asks nothing of AWS that changes anything, and tells how often it asked', () => {
    expect(calls.length).toBeGreaterThan(9);
    expect(calls.map(({ action }) => action).filter((action) => !/:(?:Describe|List|Get|GET )/.test(action))).toEqual(
      [],
    );
    expect(JSON.parse(json.stdout).asking).toMatch(/^13 calls, none of which changes anything \(/);
  });

  it('writes a config that Headroom takes, of what it does better', async () => {
    const validated = await runHeadroom(['validate', config]);
    expect(validated).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('checkout-web') });
    expect(await readFile(config, 'utf8')).not.toContain('cron');
  });

  it('leaves a config that is there as it is', async () => {
    const again = await runHeadroom(['advise', '--only', 'workers', '--write', config], environment);
    expect(again).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('is there already and is left as it is'),
    });
  });

  it('prints a table, what there is to know, and the config to paste', async () => {
    const { stdout } = await runHeadroom(['advise', '--only', 'workers'], environment);
    expect(stdout).toMatch(/^workers +step scaling +m6i\.large +\$561, 0\.00 % +\$\d+, <?0\.\d\d % +\d+ % less$/m);
    expect(stdout).toContain('workers: nothing counts its requests, so what its units do is taken for its demand');
    expect(stdout).toContain('export default defineConfig({');
  });

  it('refuses a name that nothing has, saying what to check', async () => {
    const { exitCode, stderr } = await runHeadroom(['advise', '--only', 'nothing'], environment);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('none of 4 fleets has "nothing" in its name'),
    });
  });
});
