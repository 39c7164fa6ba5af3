import { describe, expect, it } from 'vitest';
import { entryLines } from '../../../cli/explain/entry-lines.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { purging } from '../../../core/purging/purging.ts';
import { AWorld } from '../../core/purging/a-world.ts';

const minute = 60_000;

async function explained(world: AWorld, kept: object | null = null): Promise<string> {
  const { observe, decide } = purging(world.world);
  const observation = await observe('site', { ...blankMemory, kept: kept as never }, world.nowMs);
  const entry = {
    schema: 2,
    id: 'an-entry',
    capability: 'purging',
    subject: 'site',
    atMs: world.nowMs,
    signal: { kind: 'manual', id: 's', atMs: null, dryRun: false, capability: 'purging', subject: 'site' },
    observation,
    decision: decide(observation),
    outcome: { is: 'applied', because: null },
  } as const;
  return (await entryLines(entry, (_, text) => text)).join('\n');
}

describe('an explained purge', () => {
  it('tells what waited, what was purged, what that cost and why', async () => {
    const world = new AWorld();
    world.wait([...Array.from({ length: 9 }, (_, index) => `/${index}`), '/docs/*']);
    const lines = await explained(world);
    expect(lines).toContain('waiting 10 -> /0 /1 /2 /3 /4 /5 /6 /7 and 1 more   applied');
    expect(lines).toContain('refused: 1 item cannot be purged by made-up, such as /docs/*: it has no wildcard');
    expect(lines).toMatch(/> price: 9 changed paths by 9 items for 0 dollars/);
    expect(lines).toContain('cannot be purged: /docs/*');
    expect(lines).not.toContain('is silent');
  });

  it('tells of each purge when it was requested, submitted and completed', async () => {
    const world = new AWorld();
    const requestedAtMs = world.nowMs - minute;
    const done = { id: 'p1', items: 3, requestedAtMs, submittedAtMs: requestedAtMs + 5000, completedAtMs: world.nowMs };
    const inProgress = [{ id: 'p2', paths: 1, wildcards: 1, requestedAtMs }];
    world.purges.known.set('p2', {
      purge: { id: 'p2', items: ['/a'], refused: [], chunks: [], urgent: false, plannedAtMs: 0, requestedAtMs },
      purgeIds: ['I2'],
      refusals: [{ item: '/b', because: 'CloudFront answered InvalidArgument: no' }],
      submittedAtMs: requestedAtMs,
      settled: true,
      made: new Set(),
    });
    const kept = { schema: 1, open: [], inProgress, completed: [done], month: '2026-11', itemsThisMonth: 3 };
    const lines = await explained(world, kept);
    expect(lines).toContain('p1: 3 items, requested 11:59:00, submitted 11:59:05, completed 12:00:00');
    expect(lines).toContain('p2: 2 items, requested 11:59:00, in progress');
    expect(lines).toContain('refused by the CDN: /b: CloudFront answered InvalidArgument: no');
  });
});
