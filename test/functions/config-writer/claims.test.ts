import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { configStore } from '../../../adapters/subjects.ts';
import { parseConfig } from '../../../core/capabilities.ts';
import { type TargetConfig, type TargetKind, targetKinds } from '../../../core/scaling/config/target-kinds.ts';
import { configResource } from '../../../functions/config-writer/config-resource.ts';
import { arbitraryOf } from '../../arbitrary-of.ts';
import { ACloudFormation, type Course, type Template } from './a-cloudformation.ts';
import { aTableInMemory } from './a-table-in-memory.ts';

const own = { account: '111122223333', region: 'eu-west-1' };
const group = (autoScalingGroupName: string, place: object = {}) =>
  ({ kind: 'auto-scaling-group', autoScalingGroupName, ...place }) as TargetConfig;
const smoothly: Course = { order: (ids) => ids, failsAfter: null };

function aDeployment() {
  const { table, of } = aTableInMemory();
  const store = (capability: never) => configStore(capability, { ledger: table, keyspaces: null });
  const resource = configResource({ parse: parseConfig, store: store as never }, own);
  return {
    stack: (name: string) => new ACloudFormation(resource, name),
    configs: () =>
      of('scaling/config').map(({ sk, config }) => [sk?.S ?? '', JSON.parse(config?.S ?? '{}').target] as const),
    claims: () => of('scaling/claims').map(({ claimants }) => JSON.parse(claimants?.S ?? '[]') as { name: string }[]),
  };
}

const scalable = (name: string, target: TargetConfig, besides?: readonly string[]) => ({
  capability: 'scaling',
  name,
  config: JSON.stringify({
    target,
    bounds: { min: 1, max: 4 },
    policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 2 }] }],
  }),
  ...(besides !== undefined && besides.length > 0 && { besides }),
});

describe('two stacks that scale one target', () => {
  let deployment: ReturnType<typeof aDeployment>;
  beforeEach(() => {
    deployment = aDeployment();
  });

  it('are refused by the second deploy, which names both and their stacks', async () => {
    expect(await deployment.stack('shop').deploy({ A: scalable('a', group('web')) }, smoothly)).toBeNull();
    const refused = await deployment.stack('blog').deploy({ B: scalable('b', group('web')) }, smoothly);
    expect(refused).toMatch(
      /"b" of the stack blog and "a" of the stack shop .* auto-scaling-group web; let one of them/,
    );
    expect(refused).not.toContain('111122223333');
    expect(deployment.configs()).toEqual([['a', group('web', { account: null, region: null })]]);
  });

  it('are one however the place is written, and two in different Regions', async () => {
    const [shop, blog] = ['shop', 'blog'].map((name) => deployment.stack(name)) as [ACloudFormation, ACloudFormation];
    await shop.deploy({ A: scalable('a', group('web')) }, smoothly);
    expect(await blog.deploy({ B: scalable('b', group('web', own)) }, smoothly)).toContain('take turns');
    expect(await blog.deploy({ B: scalable('b', group('web', { region: 'us-east-1' })) }, smoothly)).toBeNull();
  });

  it('may hand a target over one after the other', async () => {
    const [shop, blog] = ['shop', 'blog'].map((name) => deployment.stack(name)) as [ACloudFormation, ACloudFormation];
    await shop.deploy({ A: scalable('a', group('web')) }, smoothly);
    await shop.deploy({ A: scalable('a', group('other')) }, smoothly);
    expect(await blog.deploy({ B: scalable('b', group('web')) }, smoothly)).toBeNull();
    await shop.deploy({}, smoothly);
    await blog.deploy({}, smoothly);
    expect([deployment.configs(), deployment.claims()]).toEqual([[], []]);
  });
});

describe('one stack', () => {
  it('that scales one target twice, as only the deploy can see, is refused', async () => {
    const { stack, claims } = aDeployment();
    const twice = { A: scalable('a', group('web'), ['b']), B: scalable('b', group('web'), ['a']) };
    expect(await stack('shop').deploy(twice, smoothly)).toMatch(/"b" of the stack shop and "a" of the stack shop/);
    expect(claims()).toEqual([]);
  });

  it('keeps what it had where a construct is moved and the deploy fails', async () => {
    const { stack, configs, claims } = aDeployment();
    const shop = stack('shop');
    await shop.deploy({ A: scalable('a', group('web')) }, smoothly);
    await shop.deploy({ B: { ...scalable('a', group('other')) } }, { ...smoothly, failsAfter: 1 });
    expect(configs()).toEqual([['a', expect.objectContaining({ autoScalingGroupName: 'web' })]]);
    expect(claims()).toEqual([[expect.objectContaining({ name: 'a' })]]);
  });
});

/** Whether a field of a target may be this text with a number behind it, and is not one of a few words. */
function isFree(kind: TargetKind, field: string, text: string): boolean {
  const shape: Readonly<Record<string, unknown>> = targetKinds[kind]._zod.def.shape;
  const { success } = (shape[field] as { safeParse(value: string): { success: boolean } }).safeParse(`${text}0`);
  if (!success) return false;
  const defOf = (schema: unknown) =>
    (schema as { readonly _zod: { readonly def: { readonly type: string; readonly innerType?: unknown } } })._zod.def;
  let def = defOf(shape[field]);
  while (def.innerType !== undefined) def = defOf(def.innerType);
  return def.type === 'string';
}

describe.each(Object.keys(targetKinds) as TargetKind[])('targets of the kind %s, by any deploys', (kind) => {
  const targets = fc.sample(arbitraryOf(targetKinds[kind]), { numRuns: 3, seed: 7 }).map((fields, index) => {
    const named = Object.entries(fields).map(([field, value]) => {
      return [field, value !== null && isFree(kind, field, String(value)) ? `${value}${index}` : value];
    });
    return {
      ...Object.fromEntries(named),
      kind,
      account: null,
      region: index === 0 ? own.region : null,
    } as TargetConfig;
  });

  /** Which of three scalables a stack has, under which of two logical ids, and which target each has: no target twice. */
  const templates = fc
    .tuple(
      fc.shuffledSubarray([0, 1, 2], { maxLength: 3 }),
      fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 3 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    )
    .map(([chosen, names, moved]): Template => {
      const all = chosen.map((target, index) => ({
        name: names[index] ?? '',
        target: targets[target] as TargetConfig,
      }));
      return Object.fromEntries(
        all.map(({ name, target }, index) => [`${moved[index] ? 'Moved' : 'Made'}${name}`, scalable(name, target)]),
      );
    });
  const courses = fc.record({
    stack: fc.constantFrom('shop', 'blog'),
    template: templates,
    shuffle: fc.infiniteStream(fc.nat()),
    failsAfter: fc.option(fc.nat(2), { freq: 3 }),
  });

  it('each is scaled by one, the one that was deployed last; a deploy fails only where another stack has it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(courses, { minLength: 1, maxLength: 8 }), async (deploys) => {
        const { stack, configs, claims } = aDeployment();
        const stacks = { shop: stack('shop'), blog: stack('blog') };
        const deployed: Record<string, Template> = { shop: {}, blog: {} };
        for (const { stack: name, template, shuffle, failsAfter } of deploys) {
          const order = (ids: readonly string[]) =>
            ids
              .map((id) => [shuffle.next().value, id] as const)
              .sort(([a], [b]) => Number(a) - Number(b))
              .map(([, id]) => id);
          const because = await stacks[name as 'shop'].deploy(template, { order, failsAfter });
          const others = deployed[name === 'shop' ? 'blog' : 'shop'] as Template;
          expect(because !== null).toBe(failsAfter !== null || isTaken(template, others));
          if (because === null) deployed[name] = template;
          const all = Object.values(deployed).flatMap((one) => Object.values(one));
          const wanted = all.map((one) => [one.name as string, targetOf(one)] as const);
          expect(sorted(configs().map(([one, target]) => [one, bare(target)] as const))).toEqual(sorted(wanted));
          expect(
            claims()
              .flatMap((one) => one.map((claimant) => claimant.name))
              .sort(),
          ).toEqual(wanted.map(([one]) => one).sort());
          expect(claims().every((one) => one.length === 1)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const targetOf = ({ config }: Readonly<Record<string, unknown>>) => bare(JSON.parse(String(config)).target);
const bare = (target: object) => JSON.stringify(Object.entries(target).sort());
const sorted = (pairs: readonly (readonly [string, string])[]) => [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));

/** Whether another stack has a name, or a target, of a template. */
function isTaken(template: Template, others: Template): boolean {
  const held = Object.values(others).flatMap((one) => [String(one.name), targetOf(one)]);
  return Object.values(template).some((one) => held.includes(String(one.name)) || held.includes(targetOf(one)));
}
