import { CfnResource, Stack } from 'aws-cdk-lib';
import { type DeploymentInput, parseDeployment } from '../../../core/config.ts';
import { type DeclaredRoom, declaredNoun, declaredRooms } from '../../../core/model/declared-rooms.ts';
import { declared } from '../../../lib/index.ts';
import { anApp, env } from '../../lib/an-app.ts';
import { rigs } from '../../lib/declared/declared-rig.ts';

/** A resource of a template, and where the app has it. */
export interface MadeResource {
  readonly logicalId: string;
  /** From the deployment's own construct on, or from the stack; without the `Resource` at its end. */
  readonly path: string;
  readonly type: string;
  /** What the resource says of itself; empty where it has no words. */
  readonly says: string;
}

/** What is made together. */
export interface MadeGroup {
  /** What makes it, e.g. `a purge`. */
  readonly what: string;
  readonly resources: readonly MadeResource[];
}

/** All that Headroom ever makes, each by what makes it: the deployment, each capability with its first subject, each subject. */
export function madeResources(): readonly MadeGroup[] {
  const base = resourcesOf({ scalables: {} });
  const people = without(resourcesOf({ scalables: {}, operators: ['on-call'] }), base);
  return [
    { what: 'a deployment', resources: base },
    ...declaredRooms.flatMap((capability) => ofCapability(capability, base)),
    { what: 'each of its readers and operators', resources: people },
  ];
}

function ofCapability(capability: DeclaredRoom, base: readonly MadeResource[]): readonly MadeGroup[] {
  const noun = declaredNoun(capability);
  const input = rigs.find(([name]) => name === capability)?.[1].rig.input ?? {};
  const subjects = Object.entries(input[`${noun}s`] ?? {});
  const apps = subjects.map(([name, subject]) => without(resourcesOf({ [`${noun}s`]: { [name]: subject } }), base));
  const [first = [], ...others] = apps;
  const itself = first.filter(({ logicalId }) => others.every((app) => app.some((one) => one.logicalId === logicalId)));
  return [
    ...(itself.length === 0 ? [] : [{ what: `${capability}, with the first ${noun}`, resources: itself }]),
    { what: `a ${noun}`, resources: union(apps.map((app) => without(app, itself))) },
  ];
}

/** What the first makes, and what others make of types that it does not. */
function union([first = [], ...others]: readonly (readonly MadeResource[])[]): readonly MadeResource[] {
  const types = new Set(first.map(({ type }) => type));
  return [...first, ...others.flatMap((all) => all.filter(({ type }) => !types.has(type)))];
}

function without(all: readonly MadeResource[], some: readonly MadeResource[]): readonly MadeResource[] {
  const known = new Set(some.map(({ logicalId }) => logicalId));
  return all.filter(({ logicalId }) => !known.has(logicalId));
}

function resourcesOf(input: DeploymentInput): readonly MadeResource[] {
  const stack = new Stack(anApp(), 'Shared', { env });
  declared(stack, 'Headroom', parseDeployment(input));
  return stack.node
    .findAll()
    .filter((node) => CfnResource.isCfnResource(node))
    .map((resource) => ({
      // The id of a version ends with a hash of its function.
      logicalId: String(stack.resolve(resource.logicalId)).replace(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}$/, '$1*'),
      path: resource.node.path.replace(/^Shared\/(Headroom\/)?/, '').replace(/\/(Resource|Default)$/, ''),
      type: resource.cfnResourceType,
      says: wordsOf(stack.resolve(resource._toCloudFormation())),
    }));
}

/** What a template says of its only resource. */
function wordsOf(template: { readonly Resources?: Readonly<Record<string, { readonly Properties?: Words }>> }): string {
  const { Properties = {} } = Object.values(template.Resources ?? {})[0] ?? {};
  const { Description, GroupDescription, AlarmDescription } = Properties;
  const text = [Description, GroupDescription].find((one) => typeof one === 'string') ?? firstPart(AlarmDescription);
  const words = text.replace(/ \(Headroom [^)]+\)$/, '');
  return words.split(/(?<=[^.])\. |; /)[0]?.replace(/\.$/, '') ?? '';
}

interface Words {
  readonly Description?: string;
  readonly GroupDescription?: string;
  readonly AlarmDescription?: unknown;
}

function firstPart(description: unknown): string {
  if (typeof description === 'string') return description;
  const joined = (description as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] } | undefined)?.[
    'Fn::Join'
  ];
  return (joined?.[1].find((part) => typeof part === 'string') as string) ?? '';
}
