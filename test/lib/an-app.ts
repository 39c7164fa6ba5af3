import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Headroom, type HeadroomProps } from '../../lib/index.ts';

export const root = join(import.meta.dirname, '..', '..');
export const env: Environment = { account: '111122223333', region: 'eu-central-1' };
export const localEnv: Environment = { account: '000000000000', region: 'us-east-1' };

/** What cdk.json gives every app of this repository: the feature flags. */
export const flags: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(join(root, 'cdk.json'), 'utf8'),
).context;

/** Stand-ins for the built functions, so that these tests need no build. */
export const bundles = standIns(
  readdirSync(join(root, 'functions')).filter((name) => existsSync(join(root, 'functions', name, 'handler.ts'))),
);

/** An app as cdk.json makes it, without the check of templates, the tree and the stack traces, which only cost time here. */
export function anApp(context: Readonly<Record<string, unknown>> = {}): App {
  return new App({
    context: { ...flags, 'headroom:bundles': bundles, ...context },
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
  });
}

/** Headroom in a stack of its own. */
export function aHeadroom(props: HeadroomProps = {}, stackEnv: Environment = env) {
  const app = anApp();
  const stack = new Stack(app, 'Shared', { env: stackEnv });
  return { app, stack, headroom: new Headroom(stack, 'Headroom', props) };
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdatePolicy?: unknown;
}

/** The resources of a stack, of one type where one is given. */
export function resources(stack: Stack, type: string | null = null): readonly Resource[] {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources?: Readonly<Record<string, Resource>> };
  return Object.values(Resources ?? {}).filter(({ Type }) => type === null || Type === type);
}

function standIns(names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-bundles-'));
  for (const name of names) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), `export const handler = async () => '${name}';\n`);
  }
  return folder;
}
