import { expect, it } from 'vitest';
import { runHeadroom } from './run-headroom.ts';

const config = ['--config', 'examples/config-file/headroom.config.ts'];

it('says of a promise that alarms alone watch what rules would need, and of none that there is none', async () => {
  const watched = await runHeadroom(['rules', 'shop', ...config]);
  expect(watched.exitCode).toBe(1);
  expect(watched.stderr).toContain('alarms of CloudWatch watch that of "shop"; for rules too, give it the queries');
  const all = await runHeadroom(['rules', ...config]);
  expect(all.stderr).toContain('alarms of CloudWatch watch that of "shop"');
  const none = await runHeadroom(['rules', 'search', ...config]);
  expect(none.stderr).toContain('has no objective of "search"; write one, as objectives');
});
