import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuroraPostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundles, flags, type Resource, root } from './an-app.ts';

/** The app of a config file takes the file from the context. */
const everyConfig = 'examples/config-file/headroom.config.ts';
const apps = [
  'bin/app.ts',
  everyConfig,
  'examples/web-tier/app.ts',
  'examples/ecs-service/app.ts',
  'examples/fast-service/app.ts',
  'examples/queue-workers/app.ts',
  'examples/blue-green/app.ts',
  'examples/sharded-database/app.ts',
  'examples/tiers/app.ts',
  'examples/everything/app.ts',
];

interface Synthesised {
  readonly status: number | null;
  readonly said: string;
  readonly resources: readonly Resource[];
  readonly acknowledged: Readonly<Record<string, string>>;
}

/** Runs an app as the cdk command does, and reads what it wrote. */
function synthesise(app: string): Synthesised {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-synth-'));
  const isConfig = app === everyConfig;
  const ran = spawnSync(process.execPath, [isConfig ? 'bin/app.ts' : app], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...(process.env.NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...flags, 'headroom:bundles': bundles, ...(isConfig && { config: app }) }),
      CDK_DEFAULT_ACCOUNT: '111122223333',
      CDK_DEFAULT_REGION: 'eu-central-1',
      CDK_VALIDATION: 'false',
    },
  });
  const files = readdirSync(folder).map((file) => ({ file, text: () => readFileSync(join(folder, file), 'utf8') }));
  const templates = files.filter(({ file }) => file.endsWith('.template.json')).map(({ text }) => JSON.parse(text()));
  const metadata = files.filter(({ file }) => /manifest|metadata/.test(file)).map(({ text }) => text());
  return {
    status: ran.status,
    said: ran.stderr,
    resources: templates.flatMap(({ Resources }) => Object.values(Resources) as Resource[]),
    acknowledged: Object.assign({}, ...metadata.flatMap((text) => acknowledgements(JSON.parse(text)))),
  };
}

/** Every rule acknowledged anywhere in an assembly, with its reason. */
function acknowledgements(node: unknown): Record<string, string>[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, data } = node as { type?: unknown; data?: Record<string, string> };
  if (type === 'aws:cdk:acknowledged-rules' && data !== undefined) return [data];
  return Object.values(node).flatMap(acknowledgements);
}

/** The newest version of the same major that CDK knows: AWS takes old ones away within a year or two. */
function newestOf(version: string): string {
  const [major] = version.split('.');
  const known = Object.values(AuroraPostgresEngineVersion)
    .map(({ auroraPostgresFullVersion: full }) => full)
    .filter((full) => new RegExp(`^${major}\\.\\d+$`).test(full));
  return known.toSorted((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1])).at(-1) ?? 'none';
}

interface Graph {
  readonly type: string;
  readonly properties: {
    readonly title: string;
    readonly metrics: readonly (readonly { label?: string; visible?: boolean; yAxis?: string }[])[];
    readonly yAxis?: Readonly<Record<string, { readonly label?: string }>>;
  };
}

/** Every graph of every dashboard; what only AWS knows stands there as a word. */
function graphs(resources: readonly Resource[]): readonly Graph[] {
  return resources
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
    .flatMap(({ Properties }) => JSON.parse(textOf(Properties.DashboardBody)).widgets as Graph[])
    .filter(({ type, properties }) => type === 'metric' && properties.metrics !== undefined);
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  const [, parts] = (body as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : 'reference')).join('');
}

describe.each(apps)('%s', (app) => {
  let made: Synthesised;
  beforeAll(() => {
    made = synthesise(app);
  });

  it('synthesises, and passes the AwsSolutions checks of cdk-nag', () => {
    expect(made.said).not.toMatch(/ERROR/);
    expect(made.status).toBe(0);
  });

  it('justifies every acknowledgement in a sentence', () => {
    expect(Object.keys(made.acknowledged).length).toBeGreaterThan(1);
    for (const reason of Object.values(made.acknowledged)) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  });

  it('names no version of a database engine that cannot be created any more', () => {
    for (const { Type, Properties } of made.resources) {
      if (!/^AWS::RDS::DB(Cluster|Instance)$/.test(Type) || Properties.EngineVersion === undefined) continue;
      expect(newestOf(String(Properties.EngineVersion))).toBe(Properties.EngineVersion);
    }
  });

  it('says at the end of every alarm where its runbook is, a page that is there, and before it where the log is', () => {
    const all = made.resources.filter(({ Type }) => /^AWS::CloudWatch::(Composite)?Alarm$/.test(Type));
    const alarms = all.filter(({ Properties }) => String(Properties.AlarmName).startsWith('headroom'));
    expect(alarms.length).toBeGreaterThan(5);
    for (const { Properties } of alarms) {
      const text = JSON.stringify(Properties.AlarmDescription);
      const [, page = 'no page'] = /\/docs\/runbooks\/([\w-]+\.md)"(?:\]\]\})?$/.exec(text) ?? [];
      expect({ text, exists: existsSync(join(root, 'docs', 'runbooks', page)) }).toEqual({ text, exists: true });
      expect(text).toMatch(/ Log: (https:|of the functions )/);
    }
  });

  it('calls everything in every graph by a name of ours, and says of what its axes are', () => {
    for (const widget of graphs(made.resources)) {
      const { title, metrics, yAxis } = widget.properties;
      const shown = metrics.map((row) => row.at(-1)).filter((last) => last?.visible !== false);
      for (const last of shown) expect({ title, label: last?.label }).toEqual({ title, label: expect.any(String) });
      const sides = new Set(shown.map((last) => last?.yAxis ?? 'left'));
      for (const side of sides)
        expect({ title, axis: yAxis?.[side]?.label }).toEqual({ title, axis: expect.any(String) });
    }
  });

  it('launches every group from a launch template, since new accounts have no launch configurations', () => {
    const ofType = (type: string) => made.resources.filter(({ Type }) => Type === type);
    expect(ofType('AWS::AutoScaling::LaunchConfiguration')).toEqual([]);
    for (const { Properties } of ofType('AWS::AutoScaling::AutoScalingGroup'))
      expect(Properties).toHaveProperty('LaunchTemplate');
  });
});
