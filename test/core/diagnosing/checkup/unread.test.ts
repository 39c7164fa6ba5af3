import { describe, expect, it } from 'vitest';
import { foundOfReadings } from '../../../../core/diagnosing/checkup/unread.ts';
import { gaugesOf } from '../../../../core/diagnosing/config/gauges.ts';
import { parseService } from '../../../../core/diagnosing/config/parse-service.ts';

const config = parseService('checkout', {
  tiers: {
    web: {
      behind: ['api', 'db', 'readers'],
      of: [
        { kind: 'alb', loadBalancer: 'app/shop/50dc6c495c0c9188', targetGroup: 'targetgroup/web/73e2d6bc24d8a067' },
        { kind: 'auto-scaling-group', group: 'web', agent: true },
      ],
    },
    api: { of: [{ kind: 'ecs-service', cluster: 'shop', service: 'api', containerInsights: true }] },
    db: { of: [{ kind: 'rds-instance', instance: 'shop', performanceInsights: true }] },
    readers: {
      of: [{ kind: 'aurora-cluster', cluster: 'shop', role: 'READER', engine: 'mysql', performanceInsights: true }],
    },
  },
});
const why = 'there are too few points of it';

describe('readings of a service that are silent', () => {
  it.each([
    ['units of web', 'enable-metrics-collection --auto-scaling-group-name web --granularity 1Minute'],
    ['units of api', 'update-cluster-settings --cluster shop --settings name=containerInsights,value=enabled'],
    ['concurrency of db', 'modify-db-instance --db-instance-identifier shop --enable-performance-insights'],
    ['concurrency of readers', 'modify-db-cluster --db-cluster-identifier shop --enable-performance-insights'],
  ])('%s: the command that turns it on', (what, command) => {
    expect(foundOfReadings(config, [{ what, why }])).toEqual([
      { is: 'warning', says: expect.stringContaining(`${what} is not read: `), mend: expect.stringContaining(command) },
    ]);
  });

  it('are told with the agent where that is missing, and else with the name to be checked', () => {
    const [memory, latency] = foundOfReadings(config, [
      { what: 'utilisation of memory of web', why },
      { what: 'latency of web', why },
    ]);
    expect(memory?.says).toContain('install it on the instances');
    expect(latency?.says).toContain('check that TargetResponseTime of app/shop/50dc6c495c0c9188, targetgroup/web/');
  });

  it('are named as gauges are, and where all are told that is in order', () => {
    const names = gaugesOf(config).map(({ what }) => what);
    for (const what of [
      'units of web',
      'units of api',
      'concurrency of db',
      'concurrency of readers',
      'latency of web',
    ])
      expect(names).toContain(what);
    expect(foundOfReadings(config, [])).toMatchObject([{ is: 'ok' }]);
  });
});
