import { expect, it } from 'vitest';
import { published } from '../../../adapters/sinks/emf/published.ts';

it('writes the numbers of those that are published, and of nobody else', () => {
  const written: unknown[] = [];
  const sink = published('scalable', () => {
    const one: unknown[] = [];
    return {
      addDimension: (name, value) => void one.push([name, value]),
      addMetric: (name, _, value) => void one.push([name, value]),
      publishStoredMetrics: () => void written.push(one),
    };
  });
  const look = { subject: 'checkout/web', atMs: 0, values: { demand: 12.5, asked: 4 }, boundBy: null };
  sink.gauge?.({ ...look, published: true });
  sink.gauge?.({ ...look, subject: 'search', published: false });
  sink.gauge?.({ ...look, subject: 'unknown', values: {}, published: true });
  expect(written).toEqual([
    [
      ['scalable', 'checkout/web'],
      ['Demand', 12.5],
      ['Asked', 4],
    ],
  ]);
});
