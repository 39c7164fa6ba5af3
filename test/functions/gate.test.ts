import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Gate } from '../../functions/gate.ts';

it('lets all through together once the last has come', async () => {
  const gate = new Gate(3, 10_000);
  const passed: number[] = [];
  for (const one of [1, 2]) gate.pass().then(() => passed.push(one));
  await sleep(5);
  expect(passed).toEqual([]);
  await gate.pass();
  expect(passed).toEqual([1, 2]);
});

it('does not wait for those who leave without having come', async () => {
  const gate = new Gate(2, 10_000);
  const passed = gate.pass();
  gate.leave();
  await passed;
});

it('does not wait for ever for one that does not come', async () => {
  const gate = new Gate(2, 20);
  await gate.pass();
});

it('holds nobody who comes again', async () => {
  const gate = new Gate(1, 10_000);
  await gate.pass();
  await gate.pass();
});
