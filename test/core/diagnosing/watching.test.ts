import { describe, expect, it } from 'vitest';
import { gaugesOf, tiersOf } from '../../../core/diagnosing/config/gauges.ts';
import { parseService } from '../../../core/diagnosing/config/parse-service.ts';
import { measuresOf, type readingsKinds } from '../../../core/diagnosing/config/readings/catalogue.ts';
import { remarksOn } from '../../../core/diagnosing/config/remarks.ts';
import type { ServiceInput } from '../../../core/diagnosing/config/watched-service.ts';
import { decide, validMs } from '../../../core/diagnosing/decide.ts';
import { observeService } from '../../../core/diagnosing/observe.ts';
import { diagnosingReport } from '../../../core/diagnosing/report.ts';
import type { IndexAdvice } from '../../../core/diagnosing/service-readings.ts';
import type { Finding } from '../../../core/model/finding.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { tell } from '../../../core/model/reason.ts';
import type { Reading } from '../../../core/readings/reading.ts';
import { noonMs } from '../../fixtures.ts';
import { insideOf, resource, tier } from './made-readings.ts';
import { aLook, aService, aServiceInput } from './watched.ts';

const keeping = (kept: ReturnType<typeof decide>['keep']) => ({ ...blankMemory, kept });

describe('a service that is watched', () => {
  it('reads each number once, in the unit in which it is reckoned', () => {
    const whats = gaugesOf(aService()).map(({ what }) => what);
    expect(new Set(whats).size).toBe(whats.length);
    expect(whats).toEqual(expect.arrayContaining(['requests all', 'latency of web', 'utilisation of cpu of db']));
  });

  it('takes tiers for what their readings are of', () => {
    expect(tiersOf(aService()).map(({ kind }) => kind)).toEqual(['compute', 'database']);
  });

  it.each([
    ['checkout/web', {}, 'is a tier; name the service'],
    ['checkout', { windowSeconds: 600 }, 'out of reach; give 3600 to 86400'],
    ['checkout', { windowSeconds: 3660, periodSeconds: 300 }, 'is not a multiple of periodSeconds'],
    ['checkout', { tiers: {} }, 'is empty; write what the service is made of'],
    ['checkout', { tiers: { web: { behind: ['db'], of: aServiceInput.tiers.web?.of } } }, '"db" is not a tier'],
    [
      'checkout',
      { tiers: { ...aServiceInput.tiers, db: { ...aServiceInput.tiers.db, behind: ['web'] } } },
      'leads back to',
    ],
    ['checkout', { tiers: { db: aServiceInput.tiers.db } }, 'no tier tells its throughput'],
    [
      'checkout',
      { periodSeconds: 360, windowSeconds: 10_800, clients: clients(300) },
      'holds no whole periods of clients',
    ],
    ['checkout', { clients: { ...clients(60), unit: 'share' } }, 'clients.unit'],
    [
      'checkout',
      { tiers: { web: { of: [...(aServiceInput.tiers.web?.of ?? []), { kind: 'auto-scaling-group', group: 'b' }] } } },
      'tiers.web.of[2]',
    ],
  ])('%s with %o is refused: %s', (name, over, says) => {
    expect(() => parseService(name, { ...aServiceInput, ...over })).toThrow(says);
  });
});

describe('a tier that tells neither time nor what is inside', () => {
  const silent = { of: [{ kind: 'elasticache-node' as const, node: 'shop-0001-001' }] };
  const web = aServiceInput.tiers.web?.of ?? [];
  const remarked = (tiers: ServiceInput['tiers']) => remarksOn(aService({ tiers })).map(({ field }) => field);

  it('is not trouble behind the one tier that waits for it, by way of others too', () => {
    const through = { ...silent, behind: ['cache'] };
    expect(remarked({ web: { of: web, behind: ['cache'] }, cache: silent })).toEqual([]);
    expect(remarked({ web: { of: web, behind: ['proxy'] }, proxy: through, cache: silent })).toEqual([]);
  });

  it('is remarked on where nothing waits for it, or several do', () => {
    expect(remarked({ web: { of: web }, cache: silent })).toEqual(['tiers.cache']);
    const two = { web: { of: web, behind: ['cache'] }, worker: { of: web, behind: ['cache'] } };
    expect(remarked({ ...two, cache: silent })).toEqual(['tiers.cache']);
  });
});

function clients(periodSeconds: number) {
  const part = {
    kind: 'cloudwatch',
    namespace: 'Shop',
    metricName: 'Workers',
    stat: 'Average',
    periodSeconds,
  } as const;
  return { parts: [part], unit: 'count' } as const;
}

/** What each ready-made kind takes. */
const examples = {
  metrics: { concurrency: clients(60) },
  alb: aServiceInput.tiers.web?.of[0],
  nlb: { loadBalancer: 'net/shop/50dc6c495c0c9188' },
  'auto-scaling-group': { group: 'web', agent: true },
  'ecs-service': { cluster: 'shop', service: 'web', containerInsights: true },
  'rds-instance': { instance: 'shop', maxConnections: 100, iops: 3000, performanceInsights: true },
  'aurora-cluster': { cluster: 'shop', engine: 'mysql', performanceInsights: true },
  'elasticache-node': { node: 'shop-0001-001' },
  'sqs-queue': { queue: 'jobs' },
  'lambda-function': { function: 'web', mostConcurrent: 100 },
  'dynamodb-table': { table: 'carts', operation: 'GetItem' },
} satisfies Readonly<Record<keyof typeof readingsKinds, object | undefined>>;

describe.each(Object.entries(examples))('readings of the kind %s', (kind, example) => {
  const requests = { all: { parts: [{ ...clients(60).parts[0], stat: 'Sum' }], unit: 'count' } };
  const config = parseService('checkout', { requests, tiers: { it: { of: [{ ...example, kind }] } } });
  const [of] = config.tiers.it?.of ?? [];

  it('are each of one unit, that which their measure is reckoned in', () => {
    expect(gaugesOf(config).filter((gauge) => 'tier' in gauge).length).toBeGreaterThan(0);
  });

  it('are of one period, but where people have written their own', () => {
    const all = of === undefined || kind === 'metrics' ? [] : Object.values(measuresOf(of, 600)).flatMap(readingsIn);
    expect(new Set(all.flatMap(({ parts }) => parts.map(({ periodSeconds }) => periodSeconds)))).toEqual(
      new Set(kind === 'metrics' ? [] : [600]),
    );
  });
});

function readingsIn(value: unknown): readonly { parts: readonly { periodSeconds: number }[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'parts' in value ? [value as never] : Object.values(value).flatMap(readingsIn);
}

describe('what is read', () => {
  const reading = (over: Partial<Reading> = {}): Reading => ({
    periodSeconds: 60,
    unit: 'count',
    wakes: true,
    speaksAtZero: false,
    samples: [],
    trouble: null,
    ...over,
  });
  const config = parseService('checkout', { ...aServiceInput, clients: clients(60) });

  it('is the mean of each period, and a gap where less than half of it was read', async () => {
    const { readings } = await observeService(
      config,
      async (_, { fromMs }) => {
        const at = (minute: number, value: number) => ({ is: 'value', atMs: fromMs + minute * 60_000, value }) as const;
        return reading({ samples: [at(0, 1), at(1, 2), at(2, 6), at(5, 9)] });
      },
      noonMs + 90_000,
    );
    expect(readings.clients?.slice(0, 2)).toEqual([3, null]);
    expect(readings.clients).toHaveLength(36);
    expect(readings.fromMs + 36 * 300_000).toBe(noonMs);
  });

  it('has of a database what was found of its indexes, and of nothing else', async () => {
    const holds = { schema: 1, id: 'index-checkout_db', service: 'checkout', sinceMs: 1, untilMs: 2 } as const;
    const because = { says: '{indexes} pay', indexes: 2, reductionPercent: 75, database: 'checkout/db' };
    const found: readonly Finding[] = [
      { ...holds, kind: 'index', tier: 'db', because },
      { ...holds, kind: 'cure', tier: 'web', because },
    ];
    const { readings } = await observeService(config, async () => reading({}), noonMs, found);
    const advice = { database: 'checkout/db', indexes: 2, reductionPercent: 75 };
    expect(readings.tiers.map(({ name, indexAdvice = null }) => [name, indexAdvice])).toEqual([
      ['web', null],
      ['db', advice],
    ]);
  });

  it('tells what could not be read, and why', async () => {
    const { unread } = await observeService(config, async () => reading({ trouble: 'Throttling' }), noonMs);
    expect(unread).toContainEqual({ what: 'latency of web', why: 'Throttling' });
  });
});

describe('what would lift a database that limits its service', () => {
  const lifted = (indexAdvice?: IndexAdvice) => {
    const look = aLook();
    const tiers = look.readings.tiers.map((tier) =>
      tier.name === 'db' && indexAdvice ? { ...tier, indexAdvice } : tier,
    );
    const { desired } = decide({ ...look, readings: { ...look.readings, tiers } });
    const [bottleneck] = desired.findings;
    return [bottleneck?.tier, tell(bottleneck?.because ?? { says: '' })];
  };

  it('is named in the finding: the indexes that were found for it, by what they take off, or what is usual', () => {
    const found = (reductionPercent: number) => lifted({ database: 'checkout/db', indexes: 2, reductionPercent });
    expect(found(80)).toEqual([
      'db',
      expect.stringContaining('make the 2 indexes that `headroom explain checkout/db` prints'),
    ]);
    expect(found(5)).toEqual(['db', expect.not.stringContaining('headroom explain')]);
    expect(lifted()).toEqual(['db', expect.stringMatching(/; what lifts it most: \w+/)]);
  });
});

describe('what limits a service', () => {
  const first = decide(aLook());

  it('is told to others with what gives out where, and where more units would not help', () => {
    expect(first.desired.bottleneck).toMatchObject({ what: 'cpu of db', tier: 'db', resource: 'cpu', kind: 'cpu' });
    expect(first.change).toEqual(first.desired);
    const units = first.desired.findings.filter(({ kind }) => kind === 'units');
    expect(units.map(({ tier, because }) => [tier, tell(because)])).toEqual([
      ['web', expect.stringContaining('more units would not help: cpu of db gives out first')],
    ]);
    expect(tell(first.reasons[0]?.because ?? { says: '' })).toContain('cpu of db gives out first');
  });

  it('is not told again as long as it holds, and then with the time since when it does', () => {
    const soon = aLook({ memory: keeping(first.keep) });
    expect(decide({ ...soon, atMs: soon.atMs + validMs / 4 }).change).toBeNull();
    const later = decide({ ...soon, atMs: soon.atMs + validMs / 2 });
    expect(later.change?.findings[0]).toMatchObject({ sinceMs: soon.atMs, untilMs: soon.atMs + 1.5 * validMs });
  });

  it('stays what it was where two give out together, whichever of them is the first in the readings of the day', () => {
    const web = tier('web', insideOf([0.0099]), [resource('cpu', 0.0099)]);
    const db = tier('db', insideOf([0.01]), [resource('cpu', 0.01)]);
    const both = { readings: { ...aLook().readings, tiers: [web, db] } };
    for (const name of ['web', 'db']) {
      const before = { what: `cpu of ${name}`, tier: name, sinceMs: 1 };
      const look = aLook({ ...both, memory: keeping({ ...first.keep, bottleneck: before }) });
      expect(decide(look).keep.bottleneck).toEqual(before);
    }
    const gone = { what: 'cpu of web', tier: 'web', sinceMs: 1 };
    expect(decide(aLook({ memory: keeping({ ...first.keep, bottleneck: gone }) })).keep.bottleneck?.tier).toBe('db');
  });

  it('is kept to itself where the mode is off', () => {
    const off = decide(aLook({ mode: 'off' }));
    expect(off.change).toBeNull();
    expect(off.withheld).not.toBeNull();
    expect(off.keep.toldUntilMs).toBeNull();
  });

  it('is unknown where nothing is read, which says what was not and forgets nothing', () => {
    const { readings } = aLook();
    const blind = { ...readings, classes: [] };
    const unread = [{ what: 'requests all', why: 'Throttling' }];
    const decided = decide(aLook({ readings: blind, unread, memory: keeping(first.keep) }));
    expect(decided.desired).toEqual({ bottleneck: null, runsOut: null, findings: [] });
    expect(decided.keep.bottleneck?.what).toBe('cpu of db');
    expect(decided.reasons.map(({ because }) => tell(because))).toContain('requests all was not read: Throttling');
  });
});

describe('the news', () => {
  const entry = (memory = blankMemory as ReturnType<typeof keeping> | typeof blankMemory) => {
    const observation = aLook({ memory });
    const outcome = { is: 'applied', because: null } as const;
    const signal = { kind: 'tick', id: 't', atMs: null, dryRun: false } as const;
    const kept = { schema: 2, id: 'e', capability: 'diagnosing', subject: 'checkout', atMs: observation.atMs } as const;
    return { ...kept, signal, observation, decision: decide(observation), outcome };
  };

  it('are of another limit than before, and of nothing else', () => {
    const known = decide(aLook()).keep;
    const other = { ...known, bottleneck: { what: 'cpu of web', tier: 'web', sinceMs: 0 } };
    expect(diagnosingReport.news(entry(keeping(other)))).toMatchObject({
      title: 'Bottleneck Changed',
      detail: { service: 'checkout', tier: 'db', resource: 'cpu', bottleneck: 'cpu of db', before: 'cpu of web' },
    });
    expect(diagnosingReport.news(entry())?.detail).toMatchObject({ before: null });
    expect(diagnosingReport.news(entry(keeping(known)))).toBeNull();
    expect(diagnosingReport.news({ ...entry(), outcome: { is: 'failed', because: null } })).toBeNull();
  });
});
