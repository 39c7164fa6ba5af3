import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { withCosts } from '../../../bench/cost/cost-table.ts';
import { costed } from '../../../bench/cost/deployed.ts';
import { pricedResources } from '../../../bench/cost/priced-resources.ts';
import { costRows, type Row } from '../../../bench/cost/rows.ts';
import { declaredRooms } from '../../../core/model/declared-rooms.ts';
import { bundles, flags, root } from '../../lib/an-app.ts';

let rows: readonly Row[] = [];
beforeAll(async () => {
  rows = await costRows(bundles, flags);
});

describe('what a month costs', () => {
  it('is told of a deployment, of each capability and of each kind of subject', () => {
    expect(rows.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'deployment',
        'scalable',
        'tuned scalable',
        'balance',
        'purge',
        'keyspace',
        'service',
        'cache',
      ]),
    );
  });

  it('is known of everything that people configure', () => {
    expect([...costed].sort()).toEqual([...declaredRooms].sort());
  });

  it('is the sum of its parts, and no part is below nothing', () => {
    for (const { dollarsPerMonth, of } of rows) {
      expect(of.reduce((sum, { dollars }) => sum + dollars, 0)).toBeCloseTo(dollarsPerMonth, 6);
      for (const { dollars } of of) expect(dollars).toBeGreaterThan(0);
    }
  });

  it('has a ledger of at most a quarter of a dollar for a tuned scalable, which was three times as much as text', () => {
    const tuned = rows.find(({ what }) => what === 'tuned scalable')?.of ?? [];
    const ledger = tuned.filter(({ part }) => part.startsWith('ledger'));
    expect(ledger.reduce((sum, { dollars }) => sum + dollars, 0)).toBeLessThan(0.25);
  });

  it('is what README says', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect(withCosts(readme, rows)).toBe(readme);
  });

  it('is not made up for resources of which nobody has said what they cost', () => {
    expect(() => pricedResources([{ Type: 'AWS::RDS::DBCluster' }])).toThrow('AWS::RDS::DBCluster');
  });
});
