import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { pagesOnAws } from '../../../../adapters/scaling/zones/pages-on-aws.ts';
import { shiftReader } from '../../../../adapters/scaling/zones/zones.ts';
import { noonMs } from '../../../fixtures.ts';

const hourMs = 3_600_000;
const balancer = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188';
const group = 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:8e2f:autoScalingGroupName/web';
const target = { kind: 'auto-scaling-group', account: null, region: null, autoScalingGroupName: 'web' } as const;
const service = { kind: 'ecs-service', account: null, region: null, cluster: 'shop', serviceName: 'web' } as const;
const zones = ['euc1-az1', 'euc1-az2', 'euc1-az3'];

interface Shifted {
  readonly arn: string;
  readonly away: readonly string[];
  readonly endsAtMs?: number;
}

function resource({ arn, away, endsAtMs }: Shifted) {
  return {
    arn,
    availabilityZones: zones,
    appliedWeights: Object.fromEntries(zones.map((zone) => [zone, away.includes(zone) ? 0 : 1])),
    zonalShifts: endsAtMs === undefined ? [] : [{ appliedStatus: 'APPLIED', expiryTime: endsAtMs / 1000 }],
    autoshifts: [],
  };
}

function reader(shifts: { now: readonly Shifted[] | Error }) {
  const asked: (string | null)[] = [];
  const troubles: unknown[] = [];
  const made = shiftReader({
    // Two to a page, as AWS has a hundred.
    getPage: async (token) => {
      asked.push(token);
      if (shifts.now instanceof Error) throw shifts.now;
      const from = Number(token ?? 0);
      const items = shifts.now.slice(from, from + 2).map(resource);
      return { items, nextToken: from + 2 < shifts.now.length ? String(from + 2) : null };
    },
    onTrouble: (error) => troubles.push(error),
  });
  return { ...made, asked, troubles };
}

describe('zones that load is shifted away from', () => {
  const shifted = [
    { arn: `${balancer}x`, away: ['euc1-az3'] },
    { arn: balancer, away: ['euc1-az2'] },
    { arn: group, away: ['euc1-az1'] },
  ];

  test('are those of the load balancer that is named, on whatever page it stands', async () => {
    const { shift } = reader({ now: shifted });
    expect(await shift({ target: service, shiftedBy: balancer }, null, noonMs)).toEqual({
      zones: ['euc1-az2'],
      of: 3,
      spreads: true,
      readAtMs: noonMs,
      untilMs: null,
    });
  });

  test('are those of the group itself, which then launches elsewhere', async () => {
    const { shift } = reader({ now: shifted });
    const read = await shift({ target, shiftedBy: 'itself' }, null, noonMs);
    expect(read).toMatchObject({ zones: ['euc1-az1'], spreads: false });
  });

  test('are none where nobody knows the resource', async () => {
    const { shift } = reader({ now: shifted });
    expect(await shift({ target, shiftedBy: 'arn:gone' }, null, noonMs)).toMatchObject({ zones: [], of: 0 });
  });
});

describe('reading of shifts', () => {
  const web = { target: service, shiftedBy: balancer };

  test('takes one call an hour for all who ask, however often they look', async () => {
    const { shift, asked } = reader({ now: [] });
    for (let minute = 0; minute < 60; minute++) {
      await Promise.all(
        [web, { target, shiftedBy: 'itself' }].map((one) => shift(one, null, noonMs + minute * 60_000)),
      );
    }
    expect(asked).toHaveLength(1);
    await shift(web, null, noonMs + hourMs);
    expect(asked).toHaveLength(2);
  });

  test('is done anew at an event, and at the end that a shift tells', async () => {
    const shifts = { now: [{ arn: balancer, away: [] }] as readonly Shifted[] };
    const { shift, forget, asked } = reader(shifts);
    await shift(web, null, noonMs);
    shifts.now = [{ arn: balancer, away: ['euc1-az2'], endsAtMs: noonMs + 600_000 }];
    forget();
    expect(await shift(web, null, noonMs + 60_000)).toMatchObject({ zones: ['euc1-az2'], untilMs: noonMs + 600_000 });
    shifts.now = [{ arn: balancer, away: [] }];
    expect(await shift(web, null, noonMs + 599_000)).toMatchObject({ zones: ['euc1-az2'] });
    expect(await shift(web, null, noonMs + 600_000)).toMatchObject({ zones: [] });
    expect(asked).toHaveLength(3);
  });

  test('yields to what another process has read later', async () => {
    const { shift } = reader({ now: [] });
    await shift(web, null, noonMs);
    const later = { zones: ['euc1-az3'], of: 3, spreads: true, readAtMs: noonMs + 1, untilMs: null };
    expect(await shift(web, later, noonMs + 60_000)).toEqual(later);
    expect(await shift(web, { ...later, readAtMs: noonMs - 1 }, noonMs + 60_000)).toMatchObject({ zones: [] });
  });

  test('leaves what is known where it fails, tells it, and tries again a while later', async () => {
    const shifts: { now: readonly Shifted[] | Error } = { now: new Error('AccessDenied') };
    const { shift, asked, troubles } = reader(shifts);
    const known = { zones: ['euc1-az3'], of: 3, spreads: true, readAtMs: noonMs - hourMs, untilMs: null };
    for (const minute of [0, 1, 2]) expect(await shift(web, known, noonMs + minute * 60_000)).toEqual(known);
    expect([asked.length, troubles.length]).toEqual([1, 1]);
    shifts.now = [];
    expect(await shift(web, known, noonMs + 300_000)).toMatchObject({ zones: [] });
  });
});

test('asks the service by one signed read for each page', async () => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items: [] }));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const before = { ...process.env };
  Object.assign(process.env, { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'made', AWS_SECRET_ACCESS_KEY: 'up' });
  try {
    const { port } = server.address() as AddressInfo;
    const getPage = pagesOnAws(fetch, `http://127.0.0.1:${port}`);
    expect(await getPage('a+b/=')).toEqual({ items: [] });
  } finally {
    process.env = before;
    server.close();
  }
  const [request] = requests;
  expect(request?.url).toBe('/managedresources?maxResults=100&nextToken=a%2Bb%2F%3D');
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=made\/\d{8}\/eu-central-1\/arc-zonal-shift\/aws4_request/,
  );
});
