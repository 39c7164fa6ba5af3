import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { leaves } from './aws/example-lines.ts';
import { root, runHeadroom } from './run-headroom.ts';

const escapeCode = String.fromCharCode(27);

const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

describe('the command line', () => {
  it('says what it can do', async () => {
    const { exitCode, stdout } = await runHeadroom(['--help']);
    expect(exitCode).toBe(0);
    for (const command of [
      'validate',
      'explain',
      'replay',
      'override',
      'stop',
      'start',
      'demo',
      'backtest',
      'shards',
      'status',
    ])
      expect(stdout).toContain(command);
  });

  it('tells its version', async () => {
    expect((await runHeadroom(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('tells no default as code', async () => {
    const helps = (await leaves()).map(({ command }) => command.helpInformation());
    expect(helps.filter((help) => /default: *[[{]|\[object/.test(help))).toEqual([]);
    expect(helps.join('\n').replace(/\s+/g, ' ')).toContain('of a tier (default: none)');
  });

  it('explains every capability by one argument, without a flag for each', async () => {
    const { stdout } = await runHeadroom(['explain', '--help']);
    expect(stdout).toContain('explain [options] <subject>');
    expect(stdout).toContain('--of <capability>');
    for (const flag of ['--weights', '--purges', '--move', '--shards']) expect(stdout).not.toContain(flag);
  });

  it('means the deployment that HEADROOM_DEPLOYMENT names, unless a flag names another', async () => {
    const noExports = '<ListExportsResponse><ListExportsResult><Exports/></ListExportsResult></ListExportsResponse>';
    const cloudFormation = createServer((_, answer) => answer.end(noExports)).listen(0, '127.0.0.1');
    await once(cloudFormation, 'listening');
    const { port } = cloudFormation.address() as AddressInfo;
    const environment = {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'nobody',
      AWS_SECRET_ACCESS_KEY: 'nothing',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      HEADROOM_DEPLOYMENT: 'shop',
    };
    const [named, flagged] = await Promise.all([
      runHeadroom(['status'], environment),
      runHeadroom(['status', '--deployment', 'other'], environment),
    ]);
    cloudFormation.close();
    expect(named.stderr).toContain('the table of a deployment "shop" here');
    expect(flagged.stderr).toContain('the table of a deployment "other" here');
  });

  it('answers wrong use with exit code 2 and a word on stderr alone', async () => {
    const { exitCode, stdout, stderr } = await runHeadroom(['exlpain', 'checkout/web']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain("unknown command 'exlpain'");
  });

  it.each([
    ['diagnos', '--help'],
    ['help', 'diagnos'],
    ['-h', 'diagnos'],
    ['shards', 'mve', '--help'],
    ['shards', 'help', 'mve'],
    ['help', 'shards', 'mve'],
  ])('refuses to help with what there is not: %s %s %s', async (...args) => {
    const { exitCode, stdout, stderr } = await runHeadroom(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/unknown command '(diagnos|mve)'\n\(Did you mean (diagnose|move)\?\)/);
  });

  it.each([
    ['help', 'shards', 'move'],
    ['shards', 'help', 'move'],
  ])('helps with a command below another: %s %s %s', async (...args) => {
    expect((await runHeadroom(args)).stdout).toContain('Usage: headroom shards move');
  });

  it('is as wide as it is told to be', async () => {
    const widest = async (environment: Readonly<Record<string, string>>) => {
      const [list = ''] = (await runHeadroom(['--help'], environment)).stdout.split('\nExamples:');
      return Math.max(...list.split('\n').map(({ length }) => length));
    };
    expect(await widest({})).toBeLessThanOrEqual(80);
    expect(await widest({ COLUMNS: 'wide' })).toBeLessThanOrEqual(80);
    expect(await widest({ COLUMNS: '120' })).toBeGreaterThan(100);
  });

  it('ends as it would where nobody hears what is wrong', async () => {
    const child = spawn(process.execPath, [join(root, 'bin', 'headroom.ts'), 'exlpain'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.destroy();
    await once(child, 'close');
    expect(child.exitCode).toBe(2);
  });

  it.each([
    [['override', 'checkout/web', 'floor', '10'], '--for: is missing'],
    [['override', 'checkout/web', 'floor', '10', '--for', 'two hours'], '"two hours" is not a duration; write 30m, 2h'],
    [['override', 'checkout/web', 'floor', '--for', '2h'], 'a floor needs whole units'],
    [['override', 'checkout/web', 'pause', '3', '--for', '2h'], 'a pause has no units'],
    [['override', 'checkout/web', 'roof', '3', '--for', '2h'], 'what: "roof" is not known; write floor, ceiling'],
    [['override', 'checkout/web', 'florr', '3', '--for', '2h'], 'did you mean "floor"?'],
    [['override', 'checkout/web', 'remove'], 'write remove floor'],
    [['explain', 'checkout/web', '--last', 'all'], '"all" is not a number of looks'],
    [
      ['explain', 'checkout/web', '--of', 'sleepwalking'],
      '--of: "sleepwalking" is not known; write scaling, balancing',
    ],
    [['replay', 'yesterday'], '"yesterday" is not an id of an entry'],
    [['demo', '--trace', 'no-such.csv'], 'no-such.csv cannot be read'],
    [['validate', 'no-such.json'], 'there is no no-such.json here'],
    [['validate', 'README.md'], 'README.md is no config; give one in TypeScript (.ts), JavaScript (.js) or JSON'],
  ])('refuses %j in one line, with the fix and no stack', async (args, message) => {
    const { exitCode, stdout, stderr } = await runHeadroom(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('    at ');
  });

  it('shows where an error comes from under --debug', async () => {
    expect((await runHeadroom(['replay', 'yesterday', '--debug'])).stderr).toContain('    at ');
  });

  it('says how to reach AWS where it cannot be reached', async () => {
    const environment = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    };
    const { exitCode, stderr } = await runHeadroom(['explain', 'checkout/web', '--table', 'any'], environment);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('cannot be reached');
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    [{ AWS_PROFILE: 'nope' }, [], 'there is no AWS profile "nope"; the profiles are production, staging'],
    [{}, ['--profile', 'stagin'], 'there is no AWS profile "stagin"; did you mean "staging"?'],
    [{}, ['--profile', 'staging'], 'no AWS credentials were found'],
    [{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, ['--region', 'eu-west-1'], 'no AWS credentials were found'],
    [
      { AWS_ACCESS_KEY_ID: 'a\nb', AWS_SECRET_ACCESS_KEY: 'x' },
      ['--region', 'eu-west-1'],
      'cannot be sent; check AWS_',
    ],
    [keys, ['--region', 'a b'], '"a b" is not an AWS Region'],
    [{ ...keys, AWS_ENDPOINT_URL: 'nope' }, ['--region', 'eu-west-1'], '"nope" is not an address'],
    [{ ...keys, AWS_ENDPOINT_URL: 'http://no.invalid' }, ['--region', 'eu-west-1'], 'no host is called no.invalid'],
    [
      { ...keys, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      ['--region', 'eu-west-1'],
      'cannot be reached at 127.0.0.1:9',
    ],
  ])('says in one line what is wrong with %j and %j', async (environment, flags, message) => {
    const HOME = await mkdtemp(join(tmpdir(), 'headroom-home-'));
    await mkdir(join(HOME, '.aws'));
    await writeFile(
      join(HOME, '.aws', 'config'),
      '[profile production]\nregion = eu-west-1\n[profile staging]\nregion = eu-west-1\n',
    );
    const { exitCode, stdout, stderr } = await runHeadroom(['status', ...flags], { HOME, ...environment });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('is plain without a terminal and coloured where colours are forced', async () => {
    expect((await runHeadroom(['validate'])).stdout).not.toContain(escapeCode);
    expect((await runHeadroom(['validate'], { FORCE_COLOR: '1' })).stdout).toContain(escapeCode);
    expect((await runHeadroom(['validate'], { NO_COLOR: '1' })).stdout).not.toContain(escapeCode);
  });
});

describe('headroom validate', () => {
  it('accepts the config of this repository', async () => {
    const { exitCode, stdout } = await runHeadroom(['validate']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('valid');
  });

  const config = (bounds: string) => `{
  "scalables": {
    "checkout/web": {
      "target": { "kind": "auto-scaling-group", "autoScalingGroupName": "web" },
      "bounds": ${bounds},
      "policies": [{ "kind": "schedule", "timeZone": "UTC", "windows": [{ "from": "08:00", "to": "18:00", "floor": 4 }] }]
    }
  }
}
`;

  async function fileOf(name: string, content: string): Promise<string> {
    const file = join(await mkdtemp(join(tmpdir(), 'headroom-validate-')), name);
    await writeFile(file, content);
    return file;
  }

  it('names file, line, field and fix of a fault', async () => {
    const file = await fileOf('headroom.json', config('{ "min": 5, "max": 1 }'));
    const { exitCode, stderr } = await runHeadroom(['validate', file]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      `${file}:5: scalables["checkout/web"].bounds: min 5 is above max 1; raise max or lower min`,
    );
  });

  it('tells machines the same as one JSON object', async () => {
    const file = await fileOf('headroom.json', config('{ "min": 5, "max": 1 }'));
    const { exitCode, stdout } = await runHeadroom(['validate', file, '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, line: 5, field: 'scalables["checkout/web"].bounds' });
  });

  it.each(['utf8', 'utf16le'] as const)('reads JSON as programs on Windows write it, as %s', async (encoding) => {
    const file = join(await mkdtemp(join(tmpdir(), 'headroom-bom-')), 'shop.json');
    await writeFile(file, '\uFEFF{\r\n  "services": {}\r\n}\r\n', encoding);
    expect((await runHeadroom(['validate', file])).stdout).toContain('valid');
  });

  it('names the line at which JSON breaks off', async () => {
    const file = await fileOf('broken.json', config('{ "min": 5, }'));
    expect((await runHeadroom(['validate', file])).stderr).toContain(`${file}:5: is not JSON`);
  });

  it('tells every fault of a file at once, to machines too', async () => {
    const file = await fileOf(
      'headroom.json',
      config('{ "min": 5, "max": 4 }').replace('"scalables"', '"sinks": 3, "scalables"'),
    );
    const { exitCode, stderr } = await runHeadroom(['validate', file]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`fault: ${file}:5: scalables["checkout/web"].bounds: min 5`);
    expect(stderr).toContain(`fault: ${file}:2: sinks: 3 is not accepted`);
    expect(stderr).toContain(`${file} has 2 faults`);
    expect(JSON.parse((await runHeadroom(['validate', file, '--json'])).stdout).faults).toMatchObject([
      { line: 5 },
      { line: 2, field: 'sinks' },
    ]);
  });

  it.each([
    ['doctor', '%', '--region', 'eu-west-1'],
    ['rules', '--config', '%'],
    ['dashboard', 'checkout', '--config', '%'],
    ['manifests', 'role', '--config', '%'],
    ['backtest', '--config', '%'],
  ])('and so does every other command that reads one: %s', async (...args) => {
    const file = join(await mkdtemp(join(tmpdir(), 'headroom-faults-')), 'shop.json');
    await writeFile(file, '{\n"services": {},\n"colour": 1,\n"dashboard": "yes"\n}');
    const { exitCode, stdout, stderr } = await runHeadroom(args.map((arg) => (arg === '%' ? file : arg)));
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(`${file}:3: colour: `);
    expect(stderr).toContain(`${file}:4: dashboard: `);
  });

  it('checks again after each change of what a config imports, until Ctrl-C', async () => {
    const file = await fileOf(
      'headroom.config.mts',
      `import { bounds } from './bounds.mts';\nexport default ${config('bounds')}`,
    );
    const other = join(dirname(file), 'bounds.mts');
    await writeFile(other, 'export const bounds = { min: 5, max: 1 };\n');
    const ran = runHeadroom(['validate', file, '--watch'], {}, 'valid: ');
    // Whether it has begun to watch by then or not, it ends by saying that the file is right.
    await sleep(1500);
    await writeFile(other, 'export const bounds = { min: 1, max: 5 };\n');
    const { exitCode, stdout, stderr } = await ran;
    expect(stdout).toContain('1 to 5');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 130,
      stderr: expect.stringContaining('waiting for a change'),
    });
  });

  it('finds headroom-aws/config in itself, where nothing of the package is installed beside the config', async () => {
    const scalable = config('{ "min": 1, "max": 5 }');
    const file = await fileOf(
      'headroom.config.mts',
      `import { defineConfig } from 'headroom-aws/config';\nexport default defineConfig(${scalable});\n`,
    );
    const { exitCode, stdout } = await runHeadroom(['validate', file]);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('checkout/web') });
  });

  it('follows a TypeScript config through constants, types and spreads to the line at fault', async () => {
    const source = `interface Web { readonly min: number }
const bounds = {
  min: 9,
  max: 3,
} satisfies Web & { max: number };
const target = { kind: 'auto-scaling-group', autoScalingGroupName: 'web' } as const;
const usual = { target, bounds };
const policies = [{ kind: 'schedule', timeZone: 'Mars/Base', windows: [{ from: '08:00', to: '18:00', floor: 4 }] }];
export default { scalables: { web: { ...usual, policies } } };
`;
    const file = await fileOf('headroom.config.ts', source);
    expect((await runHeadroom(['validate', file])).stderr).toContain(':7: scalables["web"].bounds');
    const mended = await fileOf('headroom.config.ts', source.replace('min: 9', 'min: 1'));
    expect((await runHeadroom(['validate', mended])).stderr).toContain(':8: scalables["web"].policies[0].timeZone');
  });

  it('says what a file without a default export lacks', async () => {
    const file = await fileOf('headroom.config.ts', 'export const config = {};\n');
    expect((await runHeadroom(['validate', file])).stderr).toContain('has no default export');
  });
});
