import { exec, execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { bootstrap } from '../../cli/demo/deploy-example.ts';
import { runCdk } from '../../cli/demo/run-cdk.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { madeUpTrace } from '../cli/scaling/backtest/made-up-trace.ts';
import { snippetsOf } from '../docs/snippets.ts';
import { packedApp } from '../packed-app.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const aws = await localAwsOrNone();

describe.runIf(aws !== null)('the packed package, installed in an empty CDK app', async () => {
  const folder = aws === null ? '' : await packedApp();

  afterAll(async () => {
    await aws?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('has types that a strict app compiles with', async () => {
    const compilerOptions = {
      target: 'es2024',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    await expect(run(process.execPath, [tsc, '--project', folder], { cwd: folder })).resolves.toMatchObject({
      stdout: '',
    });
  });

  it.each(['config', 'shards', 'replicas'])('has an entry headroom-aws/%s that loads no CDK', async (entry) => {
    const asks = [
      `await import('headroom-aws/${entry}');`,
      "const { default: Module } = await import('node:module');",
      "console.log(Object.keys(Module._cache).filter((file) => file.includes('aws-cdk-lib')).length);",
    ].join('');
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', asks], { cwd: folder });
    expect(stdout.trim()).toBe('0');
  });

  it('has the schema by which an editor knows the fields of a config in JSON', async () => {
    const file = join(folder, 'node_modules/headroom-aws/dist/core/headroom.schema.json');
    const { properties } = JSON.parse(await readFile(file, 'utf8'));
    const { leadSeconds } = properties.scalables.additionalProperties.properties;
    expect(leadSeconds).toMatchObject({
      default: 180,
      description: expect.stringContaining('How long a new unit takes'),
    });
  });

  describe('does what the README says, from its top to its bottom', async () => {
    const readme = snippetsOf('README.md', await readFile(join(root, 'README.md'), 'utf8'));
    const typed = (line: string) =>
      promisify(exec)(line, { cwd: folder, env: { ...process.env, npm_config_yes: 'false' } });

    it('and synthesises its first snippet, pasted into an app', async () => {
      const pasted = readme.find(({ language }) => language === 'ts')?.code ?? '';
      const [imports = '', body = ''] = pasted.split(/(?<=from 'headroom-aws';\n)/);
      const template = await readFile(join(root, 'test/integration/readme-app.ts.template'), 'utf8');
      const app = template
        .replace('// The imports of the README.', () => imports)
        .replace('// The snippet of the README.', () => body);
      await writeFile(join(folder, 'readme-app.ts'), app);
      await run(process.execPath, ['readme-app.ts'], {
        cwd: folder,
        env: { ...process.env, CDK_OUTDIR: 'readme.out' },
      });
      const made = await readFile(join(folder, 'readme.out', 'Shop.template.json'), 'utf8');
      expect(made).toMatch(/checkout\/web/);
      expect(made).toMatch(/"tuned/);
    });

    it('and runs each of its commands that asks nothing of AWS, as typed', async () => {
      const config = await readFile(join(root, 'headroom.config.ts'), 'utf8');
      await writeFile(join(folder, 'headroom.config.ts'), config.replace('./core/config.ts', 'headroom-aws/config'));
      await writeFile(join(folder, 'traffic.csv'), madeUpTrace());
      const lines = readme
        .flatMap(({ code }) => code.split('\n'))
        .filter((line) => line.startsWith('npx headroom-aws backtest'));
      expect(lines).toHaveLength(3);
      for (const line of ['npx headroom-aws validate', ...lines]) {
        const { stdout } = await typed(line);
        expect(stdout, line).not.toBe('');
      }
      expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('<!doctype html>');
    });
  });

  it('deploys two stacks, Headroom depending on the service, and writes every config', async () => {
    if (aws === null) return;
    const { signal } = new AbortController();
    const environment = onlyLocal(aws.environment);
    const workFolder = join(folder, 'work');
    await mkdir(workFolder);
    await bootstrap({
      root,
      workFolder,
      environment,
      accountId: aws.accountId,
      region: aws.region,
      leadSeconds: 60,
      signal,
    });
    const app = `${JSON.stringify(process.execPath)} app.ts`;
    const args = ['deploy', '--all', '--require-approval', 'never', '--app', app];
    await runCdk({ args, cwd: folder, environment, logFile: join(workFolder, 'deploy.log'), signal });

    const client = new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region });
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const TableName = TableNames.find((name) => name.startsWith('PackedHeadroom'));
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    const configs = Items.filter(({ pk }) => pk?.S === 'scaling/config').map(({ sk }) => sk?.S);
    expect(configs.sort()).toEqual(['shop/named', 'shop/web']);
  });
});
