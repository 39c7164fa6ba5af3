import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { fleetName, namedApart } from '../../../adapters/scaling/fleets/fleet-name.ts';
import { configSource } from '../../../cli/config/config-source.ts';
import { parseDeployment } from '../../../core/config.ts';
import { isSubjectName } from '../../../core/model/subject-name.ts';
import { remarksOn } from '../../../core/scaling/config/remarks.ts';
import { firstConfig } from '../../../core/scaling/fleets/first-config.ts';
import type { Fleet } from '../../../core/scaling/fleets/fleet.ts';
import { root, runHeadroom } from '../run-headroom.ts';

const behind = [{ loadBalancer: 'app/web/50dc6c495c0c9188', targetGroup: 'targetgroup/web/73e2d6bc24d8a067' }];
const unknown = { scaledBy: [], counted: null, countedBy: null, unit: null, usdPerUnitHour: null };

function group(autoScalingGroupName: string, more: Partial<Fleet> = {}): Fleet {
  const dimensions = { AutoScalingGroupName: autoScalingGroupName };
  return {
    ...unknown,
    name: fleetName(autoScalingGroupName),
    told: autoScalingGroupName,
    target: { kind: 'auto-scaling-group', autoScalingGroupName },
    ...{ asked: 2, running: 2, bounds: { min: 2, max: 24 }, loads: [] },
    busy: { namespace: 'AWS/EC2', metricName: 'CPUUtilization', dimensions },
    ...more,
  };
}

function service(cluster: string, serviceName: string, more: Partial<Fleet> = {}): Fleet {
  const dimensions = { ClusterName: cluster, ServiceName: serviceName };
  return {
    ...group(''),
    name: fleetName(cluster, serviceName),
    target: { kind: 'ecs-service', cluster, serviceName },
    busy: { namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions },
    ...more,
  };
}

/** What Auto Scaling lets a name hold is nearly everything; ECS takes letters, digits, hyphens and underscores. */
const awkward = [
  "it's",
  'a "quoted" one',
  'back\\slash',
  '`$' + '{process.exit()}`',
  '*/ evil /*',
  '</script>',
  'ümläut',
  '日本',
  '🚀',
  '///',
  'a/b/c',
  ' leading and trailing ',
  'two\nlines',
  '\u001b[31mred',
  '\u202etxt.exe',
  '\u2028',
  '__proto__',
  'constructor',
  '-',
  '.',
  '1',
  'x'.repeat(255),
  'Web-WebAsgASGD1D7B4E2-1ABCDEF',
  'web',
  'WEB',
  'we b',
  'we-b',
  'toString',
];

const accounts: Readonly<Record<string, readonly Fleet[]>> = {
  'one group behind a load balancer': [group('checkout-web', { loads: behind })],
  'a service that nothing bounds': [
    service('shop', 'jobs', { bounds: null, asked: 0 }),
    service('shop', 'web', { bounds: null, asked: 9 }),
  ],
  'groups that may be empty': [
    group('zero', { bounds: { min: 0, max: 4 }, loads: behind }),
    group('none', { bounds: { min: 0, max: 1 } }),
  ],
  'services of one name in two clusters': [service('a', 'web', { loads: behind }), service('b', 'web')],
  'awkward names': awkward.map((name, index) => group(name, index % 2 === 0 ? { loads: behind } : {})),
  'a whole account': Array.from({ length: 20 }, (_, index) =>
    index % 2 === 0 ? group(`g${index}`, { loads: behind }) : service('c', `s${index}`),
  ),
};

mkdirSync(join(root, '.local'), { recursive: true });
const folder = mkdtempSync(join(root, '.local', 'init-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = Object.entries(accounts).map(([account, fleets], index) => {
  const proposals = namedApart(fleets).map(firstConfig);
  const scalables = Object.fromEntries(proposals.map(({ scalable, input }) => [scalable, input]));
  const config = index % 2 === 0 ? { scalables } : { deployment: 'shop', alarmActions: ['on-call'], scalables };
  const file = join(folder, `account-${index}.ts`);
  const remarks = new Map(proposals.map((one) => [one.scalable, one.remarks]));
  const text = configSource(config, { heading: `what was found in ${account} \u202e\n`, remarks });
  writeFileSync(file, text);
  // A test runner finds no package that runs it, so it is read by way of the source.
  const source = JSON.stringify(join(root, 'core', 'config.ts'));
  writeFileSync(file.replace('.ts', '-read.ts'), text.replace("'headroom-aws/config'", source));
  return { account, fleets, proposals, config, file };
});

describe.each(written)('the config of $account', ({ fleets, proposals, config, file }) => {
  it('says what was meant when it is read, keeps every rule, and leaves nobody out', async () => {
    const { default: value } = (await import(file.replace('.ts', '-read.ts'))) as { readonly default: unknown };
    expect(value).toEqual(config);
    const scalables = parseDeployment(value).scalables.map(({ config: one }) => one);
    const targets = new Map(scalables.map(({ scalable, target }) => [scalable, target]));
    expect(proposals.map(({ scalable }) => targets.get(scalable))).toMatchObject(fleets.map(({ target }) => target));
    expect(scalables.flatMap(remarksOn)).toEqual([]);
  });

  it('changes nothing, within bounds that are set already, inside a budget, and says what was guessed', () => {
    for (const [index, { input, remarks }] of proposals.entries()) {
      const { bounds, loads } = fleets[index] as Fleet;
      expect(input.mode).toBe('recommend');
      expect(input.bounds.min).toBeGreaterThan(0);
      if (bounds !== null) expect(input.bounds).toEqual({ min: Math.max(1, bounds.min), max: bounds.max });
      expect(input.sloBudgetPercent).toBe(0.5);
      expect(input.policies.map(({ kind }) => kind)).toEqual(['tuned']);
      expect(remarks.length > 0).toBe(loads.length === 0 || bounds === null || bounds.min === 0);
    }
  });

  it('gives each a name of its own that can be one', () => {
    const names = proposals.map(({ scalable }) => scalable);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !isSubjectName(name))).toEqual([]);
  });
});

it('is valid to the command that people check it with', async () => {
  const { file = '', proposals = [] } = written.find(({ account }) => account === 'awkward names') ?? {};
  const { exitCode, stdout } = await runHeadroom(['validate', file, '--json']);
  expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 0, valid: true, warnings: [] });
  expect(JSON.parse(stdout).scalables.sort()).toEqual(proposals.map(({ scalable }) => scalable).sort());
});

it('every file compiles against the types of headroom-aws/config', async () => {
  const paths = { 'headroom-aws/config': ['../../core/config.ts'] };
  const settings = {
    extends: '../../tsconfig.json',
    compilerOptions: { paths },
    include: ['.'],
    exclude: ['*-read.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = promisify(execFile)(process.execPath, [tsc, '--pretty', 'false', '--project', folder], { cwd: root });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});
