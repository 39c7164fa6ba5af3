import { expect, it } from 'vitest';
import type { ConfigRead } from '../../../adapters/scaling/read-config.ts';
import { decide } from '../../../core/balancing/decide.ts';
import type { Entry } from '../../../core/model/entry.ts';
import { Refusal } from '../../../core/model/errors.ts';
import { draw, type WidgetWorld } from '../../../functions/decision-widget/draw.ts';
import { aBalance, aLook } from '../../core/balancing/fleet.ts';
import { aScalable, noonMs } from '../../fixtures.ts';

function entry(because: string): Entry {
  const decision = {
    desired: { units: 7 },
    reasons: [{ by: 'target-tracking', desired: { units: 7 }, because: { says: because } }],
    binding: 0,
  };
  return {
    schema: 2,
    id: '1',
    capability: 'scaling',
    subject: 'checkout/web',
    atMs: noonMs - 90_000,
    signal: { kind: 'tick', id: 't', atMs: null, dryRun: false },
    observation: { capacity: { asked: 5, running: 4 } },
    decision: decision as unknown as Entry['decision'],
    outcome: { is: 'applied', because: null },
  };
}

function world(scalables: Readonly<Record<string, ConfigRead>>, last: Entry | null = null): WidgetWorld {
  return {
    scalables: async () => new Map(Object.entries(scalables)),
    entries: { list: async () => (last === null ? [] : [last]) },
    balances: async () => new Map(),
    balanceEntries: { list: async () => [] },
    nowMs: async () => noonMs,
  };
}

it('describes itself in Markdown with its parameters in yaml', async () => {
  const answer = await draw({ describe: true }, world({}));
  expect(answer).toEqual({ markdown: expect.stringMatching(/```yaml\nprefix: ""\n```/) });
});

it('shows mode, numbers, outcome, binding reason and age of each scalable', async () => {
  const html = await draw({}, world({ 'checkout/web': aScalable() }, entry('it was busy')));
  for (const told of ['checkout/web', 'on', '5', '4', '7', 'applied', 'target-tracking: it was busy', '90 s']) {
    expect(html).toContain(`>${told}<`);
  }
});

it('escapes all that it shows', async () => {
  const html = await draw({}, world({ 'checkout/web': aScalable() }, entry('<script>alert("x")</script> & \'co\'')));
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
});

it('shows what has not been looked at yet and what cannot be read', async () => {
  const html = await draw(
    {},
    world({ 'a/new': aScalable({}, 'a/new'), 'b/bad': new Refusal('the config cannot be used') }),
  );
  expect(html).toContain('not looked at yet');
  expect(html).toContain('the config cannot be used');
});

it('shows only what its prefix names, and says how many it leaves out', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 130 }, (_, index) => [`shop/s${index}`, aScalable({}, `shop/s${index}`)]),
  );
  const html = await draw({ prefix: 'shop/' }, world({ ...many, 'checkout/web': aScalable() }));
  expect(html).not.toContain('checkout/web');
  expect(html).toContain('30 more are not shown');
});

it('follows the theme of who looks', async () => {
  const light = await draw({ widgetContext: { theme: 'light' } }, world({}));
  const dark = await draw({ widgetContext: { theme: 'dark' } }, world({}));
  expect(light).not.toBe(dark);
});

it.each([null, 'text', { prefix: 5 }, { widgetContext: [] }])(
  'draws something whatever it is sent: %j',
  async (event) => {
    expect(await draw(event, world({ 'checkout/web': aScalable() }))).toContain('checkout/web');
  },
);

it('shows weights now and as they should be, in a row of their own', async () => {
  const observation = aLook({ input: { maxStepPercent: 100 } });
  const blue = { ...observation.groups.blue, weight: 500, healthy: 6 } as (typeof observation.groups)[string];
  const seen = { ...observation, groups: { ...observation.groups, blue } };
  const last = { ...entry(''), capability: 'balancing', observation: seen, decision: decide(seen) } as Entry;
  const html = await draw(
    {},
    {
      ...world({}),
      balances: async () => new Map([['checkout/web', aBalance()]]),
      balanceEntries: { list: async () => [last] },
    },
  );
  for (const told of ['checkout/web (weights)', 'blue 500, green 500', 'blue 6, green 2', 'blue 749, green 250']) {
    expect(html).toContain(`>${told}<`);
  }
});
