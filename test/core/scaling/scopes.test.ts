import { expect, test } from 'vitest';
import { scopeOf } from '../../../core/looking/scope.ts';
import type { Signal } from '../../../core/model/signal.ts';
import { scalingScopes } from '../../../core/scaling/scopes.ts';

const look = { id: 'i', atMs: null, dryRun: false } as const;
const scope = (signal: Signal, deployment: string) =>
  scopeOf({ messageId: null, at: 'event', said: { signal, content: null } }, scalingScopes(deployment));
const alarm = (alarmName: string): Signal => ({ kind: 'alarm', ...look, alarmName, state: 'OK' });

test('an alarm of ours, or one named to wake a scalable, looks at that scalable', async () => {
  const web = { of: 'subjects', subjects: ['checkout/web'] };
  expect(await scope(alarm('headroom/checkout/web'), 'headroom')).toEqual(web);
  expect(await scope(alarm('wake/checkout/web'), 'staging')).toEqual(web);
});

test('any other alarm looks at everything', async () => {
  for (const name of ['CPU high', 'staging/checkout/web', 'headroom/', 'wake/no name', 'headroom', 'xwake/checkout']) {
    expect(await scope(alarm(name), 'headroom')).toEqual({ of: 'everything' });
  }
});

test('a tick looks at what is watched, a request at its subject', async () => {
  expect(await scope({ kind: 'tick', ...look }, 'headroom')).toEqual({ of: 'watched' });
  const manual: Signal = { kind: 'manual', ...look, capability: 'scaling', subject: 'a' };
  expect(await scope(manual, 'headroom')).toEqual({ of: 'subjects', subjects: ['a'] });
});

test('what is meant for another capability, and what we have changed ourselves, looks at nothing', async () => {
  const others: Signal[] = [
    { kind: 'manual', ...look, capability: 'balancing', subject: 'a' },
    { kind: 'change', ...look, scalable: 'a' },
    { kind: 'content', ...look },
    { kind: 'release', ...look, purge: 'a' },
  ];
  for (const signal of others) expect(await scope(signal, 'headroom')).toEqual({ of: 'subjects', subjects: [] });
});
