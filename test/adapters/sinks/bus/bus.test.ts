import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, it } from 'vitest';
import { receive } from '../../../../adapters/signals/receive.ts';
import { bus } from '../../../../adapters/sinks/bus/bus.ts';
import { scalingReport } from '../../../../core/scaling/report.ts';
import type { ScalingEntry } from '../../../../core/scaling/scaling-entry.ts';
import { hears } from '../../../../functions/load-balancer/roster.ts';

const entry = (subject: string) =>
  ({
    id: '1-a',
    subject,
    observation: { capacity: { asked: 2 } },
    decision: { change: { units: 5 } },
    outcome: { is: 'applied', because: null },
  }) as unknown as ScalingEntry;

function published(count: number, failed = 0) {
  const calls: { Source: string; DetailType: string; Detail: string }[][] = [];
  const troubles: unknown[] = [];
  const send = async ({ input }: { input: { Entries: (typeof calls)[number] } }) => {
    calls.push(input.Entries);
    return { FailedEntryCount: failed };
  };
  const client = { send } as unknown as EventBridgeClient;
  const sink = bus(
    async () => client,
    (error) => troubles.push(error),
  );
  for (let index = 0; index < count; index++) {
    const line = { message: 'a look' };
    sink.tell({ level: 'info', line, news: scalingReport.news(entry(`shop/s${index}`)) });
    sink.tell({ level: 'info', line, news: null });
  }
  const done = sink.flush();
  return { calls, troubles, done };
}

it('tells each change in an event that load balancing understands, ten in a call', async () => {
  const { calls, troubles, done } = published(23);
  await done;
  expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
  const first = calls[0]?.[0];
  expect(JSON.parse(first?.Detail ?? '')).toEqual({ scalable: 'shop/s0', from: 2, to: 5, entry: '1-a' });
  const event = { source: first?.Source, 'detail-type': first?.DetailType, detail: JSON.parse(first?.Detail ?? '') };
  expect(receive(event, 'i', hears).heard[0]?.said.signal).toMatchObject({ kind: 'change', scalable: 'shop/s0' });
  expect(troubles).toEqual([]);
});

it('asks for no client where nothing has changed, and never rejects', async () => {
  const nothing = published(0);
  await nothing.done;
  expect(nothing.calls).toEqual([]);
  const refused = published(1, 1);
  await refused.done;
  expect(refused.troubles).toHaveLength(1);
});
