import { expect, it } from 'vitest';
import { farSink } from '../../../../adapters/sinks/http/far-sink.ts';
import type { Gauges } from '../../../../core/looking/sink.ts';

const look = (subject: string, atMs: number, asked = 1): Gauges => ({
  ...{ subject, atMs, boundBy: null, published: false },
  values: { asked },
});

it('sends what was gathered, in the order of time, one a moment and never ahead of now', async () => {
  const sent: (readonly Gauges[])[] = [];
  const sink = farSink(async (gauges) => void sent.push(gauges), { nowMs: () => 1000, onTrouble: () => {} });
  for (const one of [look('a', 5000, 1), look('a', 900), look('b', 9000), look('a', 1000, 2)]) sink.gauge?.(one);
  await sink.flush();
  await sink.flush();
  expect(sent).toEqual([[look('a', 900), look('a', 1000, 2), look('b', 1000)]]);
});

it('waits no longer than two seconds, even for a secret that nobody answers for', async () => {
  const troubles: unknown[] = [];
  const sink = farSink(() => new Promise(() => {}), {
    nowMs: Date.now,
    onTrouble: (error) => void troubles.push(error),
  });
  sink.gauge?.(look('a', 0));
  await sink.flush();
  expect(String(troubles)).toMatch(/^SendTimedOut/);
});
