import { expect, test } from 'vitest';
import { bufferName, bufferOf } from '../../../../../core/scaling/config/kubernetes/buffer.ts';

const isLabel = /^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/;

test.each(['web', 'a'.repeat(47), 'a'.repeat(48), `${'a'.repeat(33)}.${'b'.repeat(80)}`, 'x'.repeat(253)])(
  'the buffer of %s has a name that a label may have',
  (name) => {
    expect(bufferName(name)).toMatch(isLabel);
    expect(bufferName(name).length).toBeLessThanOrEqual(63);
  },
);

test('buffers of workloads whose long names begin alike have names of their own', () => {
  const [one, other] = ['x', 'y'].map((end) => bufferName(`${'a'.repeat(60)}${end}`));
  expect(one).not.toBe(other);
});

test('a buffer that Headroom sizes says no number, so that applying it once more sets nothing back', () => {
  const of = (units: number | null) =>
    bufferOf({ namespace: 'shop', name: 'web', units, requests: { cpu: '1', memory: '1Gi' } })[1].spec;
  expect(of(4)).toMatchObject({ replicas: 4 });
  expect(of(null)).not.toHaveProperty('replicas');
});
