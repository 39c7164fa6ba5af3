import { expect, test } from 'vitest';
import { scopeOf } from '../../../adapters/signals/scope-of.ts';
import type { Signal } from '../../../core/model/signal.ts';

const alarm = (alarmName: string): Signal => ({
  kind: 'alarm',
  id: 'i',
  atMs: null,
  dryRun: false,
  alarmName,
  state: 'OK',
});

test('an alarm of ours, or one named to wake a scalable, looks at that scalable', () => {
  expect(scopeOf(alarm('headroom/checkout/web'), 'headroom')).toEqual({ of: 'subject', subject: 'checkout/web' });
  expect(scopeOf(alarm('wake/checkout/web'), 'staging')).toEqual({ of: 'subject', subject: 'checkout/web' });
});

test('any other alarm looks at everything', () => {
  for (const name of ['CPU high', 'staging/checkout/web', 'headroom/', 'wake/no name', 'headroom', 'xwake/checkout']) {
    expect(scopeOf(alarm(name), 'headroom')).toEqual({ of: 'everything' });
  }
});

test('a tick looks at what is watched, a request at its subject', () => {
  expect(scopeOf({ kind: 'tick', id: 'i', atMs: null, dryRun: false }, 'headroom')).toEqual({ of: 'watched' });
  const manual: Signal = { kind: 'manual', id: 'i', atMs: null, dryRun: true, subject: 'a' };
  expect(scopeOf(manual, 'headroom')).toEqual({ of: 'subject', subject: 'a' });
});
