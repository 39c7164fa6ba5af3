import { describe, expect, it } from 'vitest';
import { deployed } from '../../bench/cost/deployed.ts';
import { balancingReport } from '../../core/balancing/report.ts';
import { cachingReport } from '../../core/caching/report.ts';
import { troubleCounts } from '../../core/looking/trouble.ts';
import { declaredRooms } from '../../core/model/declared-rooms.ts';
import { purgingReport } from '../../core/purging/report.ts';
import { scalingReport } from '../../core/scaling/report.ts';
import { movingReport } from '../../core/sharding/moving/report.ts';
import { planningReport } from '../../core/sharding/planning/report.ts';
import { bundles, flags } from '../lib/an-app.ts';

const reports = { scalingReport, balancingReport, purgingReport, planningReport, movingReport, cachingReport };
type Counts = Readonly<Record<string, { readonly logged?: boolean }>>;
const counted = Object.entries({ ...reports, troubles: { counts: troubleCounts } }).flatMap(([report, { counts }]) =>
  Object.entries(counts as Counts).map(([name, { logged = false }]) => ({ report, name, logged })),
);

/** All that graphs and alarms of a deployment ask for that has everything. */
function asked(): string {
  const everything = Object.fromEntries(declaredRooms.map((name) => [name, 1]));
  return JSON.stringify(deployed(everything, bundles, flags)).replaceAll('\\"', '"');
}

describe('what is counted', () => {
  const text = asked();
  it.each(counted)('is a metric where somebody asks for it, else a field of the log: $name of $report', (one) => {
    const isAsked = text.includes(`"Headroom","${one.name}"`) || text.includes(`"MetricName":"${one.name}"`);
    expect(isAsked).toBe(!one.logged);
  });
});
