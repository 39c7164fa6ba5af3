import { expect, it } from 'vitest';
import { decide } from '../../../core/balancing/decide.ts';
import { type CapabilityName, configuredCapabilities } from '../../../core/model/capability-name.ts';
import type { Entry } from '../../../core/model/entry.ts';
import type { Finding } from '../../../core/model/finding.ts';
import type { StandingWorld } from '../../../core/standing/gather.ts';
import { draw } from '../../../functions/decision-widget/draw.ts';
import type { WidgetWorld } from '../../../functions/decision-widget/world.ts';
import { aBalanceInput, aLook } from '../../core/balancing/fleet.ts';
import { aCapacity, anObservation, aScalableInput, noonMs } from '../../fixtures.ts';
import { exampleEntries } from '../../laws/example-entries.ts';

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
    observation: anObservation({ capacity: aCapacity({ asked: 5, running: 4 }) }),
    decision: decision as unknown as Entry['decision'],
    outcome: { is: 'applied', because: null },
  };
}

type Configs = Readonly<Record<string, string | null>>;

/** What the table holds: configs by capability and name, and the last entry of some of them. */
function world(
  configs: Partial<Record<CapabilityName, Configs>>,
  last: readonly Entry[] = [],
  findings: readonly Finding[] = [],
): WidgetWorld {
  return widget({
    region: 'eu-central-1',
    overrides: async () => [],
    stop: async () => ({ stopped: false, sinceMs: null, note: null, by: null }),
    subjects: async (capability) => new Map(Object.entries(configs[capability] ?? {})),
    last: async (capability, subject) =>
      last.find((one) => one.capability === capability && one.subject === subject) ?? null,
    findings: async () => findings,
    nowMs: async () => noonMs,
  });
}

const widget = (standing: StandingWorld): WidgetWorld => ({
  deployment: 'headroom',
  runbooks: 'https://example.com/runbooks/',
  standing: () => standing,
});

const aText = JSON.stringify(aScalableInput);
const web = { scaling: { 'checkout/web': aText } };

it('describes itself in Markdown with its parameters in yaml', async () => {
  const answer = await draw({ describe: true }, world({}));
  expect(answer).toEqual({ markdown: expect.stringMatching(/```yaml\nprefix: ""\n```/) });
});

it('shows mode, numbers, outcome, binding reason and age of each scalable', async () => {
  const html = await draw({}, world(web, [entry('it was busy')]));
  for (const told of ['checkout/web', 'units', 'on', '4', '7', 'applied', 'target-tracking: it was busy', '90 s ago']) {
    expect(html).toContain(`>${told}<`);
  }
});

it('names what a person is to mend, and the command that helps, once it has lasted', async () => {
  const because = { says: 'the role may not <b>' };
  const refused = { kind: 'refused', because, sinceMs: noonMs - 3_600_000, toldAtMs: noonMs - 3_000_000 } as const;
  const html = await draw({}, world(web, [{ ...entry('it was busy'), troubles: [refused] }]));
  expect(html).toContain('refused since 2026-03-04 11:00:00Z: the role may not &lt;b&gt;');
  expect(html).toContain('headroom explain checkout/web');
  const young = { ...refused, toldAtMs: null };
  expect(await draw({}, world(web, [{ ...entry('it was busy'), troubles: [young] }]))).not.toContain('refused since');
});

it('escapes all that it shows', async () => {
  const html = await draw({}, world(web, [entry('<script>alert("x")</script> & \'co\'')]));
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
});

it('shows what has not been looked at yet and what cannot be read', async () => {
  const html = await draw({}, world({ scaling: { 'a/new': aText, 'b/bad': '{"bounds":1}' } }));
  expect(html).toContain('not looked at yet');
  expect(html).toMatch(
    />b\/bad<.*>unreadable<.*>unreadable: the config in the table cannot be used: .*; deploy it again</,
  );
});

it('tells an entry that cannot be read, and a list that cannot be had, in rows of their own', async () => {
  const broken = widget({
    ...world(web, [entry('it was busy')]).standing(),
    subjects: async (capability) => {
      if (capability === 'sharding') throw new Error('arn:aws:iam::123456789012:role/x may not query');
      return new Map(Object.entries(capability === 'scaling' ? { 'checkout/web': aText, 'checkout/old': aText } : {}));
    },
    last: async (_, subject) => {
      if (subject === 'checkout/old') throw new Error('schema 7 is not known to this release');
      return entry('it was busy');
    },
  });
  const html = await draw({}, broken);
  expect(html).toMatch(/>checkout\/old<.*>unreadable: Error: schema 7 is not known to this release</);
  expect(html).toMatch(/>every keyspace<.*>unreadable: Error: arn:aws:iam::\*{12}:role\/x may not query</);
  expect(html).toContain('>target-tracking: it was busy<');
});

it('shows only what its prefix names, and says how many it leaves out', async () => {
  const many = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`shop/s${index}`, aText]));
  const html = await draw({ prefix: 'shop/' }, world({ scaling: { ...many, 'checkout/web': aText } }));
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
    expect(await draw(event, world(web))).toContain('checkout/web');
  },
);

it('shows weights now and as they should be, in a row of their own', async () => {
  const observation = aLook({ input: { maxStepPercent: 100 } });
  const blue = { ...observation.groups.blue, weight: 500, healthy: 6 } as (typeof observation.groups)[string];
  const seen = { ...observation, groups: { ...observation.groups, blue } };
  const last = {
    ...entry(''),
    capability: 'balancing',
    observation: seen,
    decision: decide(seen),
    outcome: null,
  } as Entry;
  const configs = { balancing: { 'checkout/web': JSON.stringify(aBalanceInput()) } };
  const html = await draw({}, world(configs, [last]));
  for (const told of [
    'checkout/web',
    'weights',
    'blue 500, green 500',
    'blue 6 healthy, green 2 healthy',
    'blue 749, green 250',
  ]) {
    expect(html).toContain(`>${told}<`);
  }
});

it('has a row for every capability, those of one service under its name', async () => {
  const entries = await exampleEntries();
  const names = Object.fromEntries(entries.map(({ capability, subject }) => [capability, { [subject]: null }]));
  const html = String(await draw({}, world(names, entries)));
  for (const { subject } of entries) expect(html).toContain(`<td>${subject}</td>`);
  for (const told of ['units', 'weights', 'purged items', 'plans', 'one slot'])
    expect(html).toContain(`<td>${told}</td>`);
  expect(html).not.toContain('unreadable');
  expect(html.match(/<th colspan="11">checkout<\/th>/g)).toHaveLength(1);
  expect(html).toMatch(/<th colspan="11">shop<\/th>.*<td>shop<\/td>.*<td>shop\/m1<\/td>/);
  expect(configuredCapabilities.every((name) => entries.some(({ capability }) => capability === name))).toBe(true);
});

it('shows what has been found out about a service under its name', async () => {
  const finding: Finding = {
    schema: 1,
    id: 'database',
    kind: 'bottleneck',
    service: 'checkout',
    tier: 'web',
    because: { says: 'it waits for {what}', what: 'locks' },
    sinceMs: noonMs,
    untilMs: noonMs + 3_600_000,
  };
  const html = await draw(
    {},
    world(web, [], [finding, { ...finding, service: 'other', because: { says: 'nothing' } }]),
  );
  expect(html).toMatch(
    /<th colspan="11">checkout<\/th>.*bottleneck of web: it waits for locks.*<td>checkout\/web<\/td>/,
  );
  expect(html).not.toContain('nothing');
});

it('tells of an override that cannot be read, whatever else settled the look', async () => {
  const held = {
    by: 'overrides',
    desired: { units: 7 },
    because: { says: 'it reads {unreadable}', unreadable: '"9"' },
  };
  const looked = entry('cpu is high');
  const decision = looked.decision && { ...looked.decision, reasons: [...looked.decision.reasons, held] };
  for (const because of [null, { says: 'the mode is recommend' }]) {
    const last: Entry = { ...looked, decision, outcome: { is: 'recommended', because } };
    const html = String(await draw({}, world({ scaling: { 'checkout/web': null } }, [last])));
    expect(html).toContain(because === null ? 'cpu is high' : 'the mode is recommend');
    expect(html).toContain('overrides: it reads &quot;9&quot;');
  }
});

it('tells in red what people hold, until when and by whom, and of a stop before all else', async () => {
  const { standing, ...place } = world(web, [entry('it was busy')]);
  const stop = { stopped: true, sinceMs: noonMs - 60_000, note: 'game day', by: 'user/alice' };
  const pause = {
    kind: 'pause',
    says: 'pause',
    removal: 'remove pause',
    untilMs: noonMs + 60_000,
    note: null,
    by: 'user/bob',
  };
  const held = { ...standing(), stop: async () => stop, overrides: async () => [pause] };
  const html = String(await draw({}, { ...place, standing: () => held }));
  expect(html).toMatch(/<p class="alert">All acting is stopped since \S+ \S+ by user\/alice: game day\./);
  expect(html).toMatch(/class="alert below"[^>]*><div>held by: stop; pause until \S+ 12:01:00Z, by user\/bob</);
});

it('links each row to its log, to what it is about, and to a runbook', async () => {
  const html = String(await draw({}, world(web, [entry('it was busy')])));
  const links = [...html.matchAll(/<a href="([^"]+)">(\w+)</g)].map(([, to = '', says]) => [says, to]);
  expect(links.map(([says]) => says)).toEqual(['log', 'group', 'runbook']);
  expect(links[0]?.[1]).toContain('#/functions/headroom-resource-allocator?tab=monitoring');
  expect(links[1]?.[1]).toMatch(
    /^https:\/\/eu-central-1\.console\.aws\.amazon\.com\/ec2\/home\?region=eu-central-1#AutoScalingGroupDetails:id=/,
  );
  expect(links[2]?.[1]).toBe('https://example.com/runbooks/README.md');
});
