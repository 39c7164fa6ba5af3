import { expect, test } from 'vitest';
import { podRequests } from '../../../../../core/scaling/config/kubernetes/pod-requests.ts';
import { quantityOf } from '../../../../../core/scaling/config/kubernetes/quantity.ts';

test.each([
  ['500m', 0.5],
  ['2', 2],
  ['.5', 0.5],
  ['1Gi', 2 ** 30],
  ['128974848', 128974848],
  ['129e6', 129e6],
  ['129M', 129e6],
  ['1E', 1e18],
  ['123Mi', 123 * 2 ** 20],
  ['100u', 1e-4],
])('the quantity %s is %d', (text, expected) => {
  expect(quantityOf(text)).toBeCloseTo(expected, 9);
});

test.each(['', 'much', '1 Gi', '1gi', '1.2.3', 'e3', '1e', 'm'])('"%s" is not a quantity', (text) => {
  expect(quantityOf(text)).toBeNull();
});

const asks = (cpu: string, more: object = {}) => ({ resources: { requests: { cpu, memory: '1Ki' } }, ...more });

test('a pod takes what its containers take together, and what always runs beside them', () => {
  const spec = {
    containers: [asks('1'), asks('500m'), {}],
    initContainers: [asks('250m', { restartPolicy: 'Always' })],
  };
  expect(podRequests(spec)).toEqual({ cpu: 1.75, memory: 3 * 1024 });
});

test('a pod takes what the largest that runs before its containers takes, beside what has been started by then', () => {
  const sidecar = asks('1', { restartPolicy: 'Always' });
  expect(podRequests({ containers: [asks('1')], initContainers: [sidecar, asks('4')] }).cpu).toBe(5);
  expect(podRequests({ containers: [asks('1')], initContainers: [asks('4'), sidecar] }).cpu).toBe(4);
  expect(podRequests({ containers: [asks('1')], overhead: { cpu: '250m' } }).cpu).toBe(1.25);
  expect(podRequests({ containers: [{}] })).toEqual({ cpu: 0, memory: 0 });
});

test('a container that has a limit and requests nothing gets its limit, which its template does not show', () => {
  const resources = { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '500m' } };
  expect(podRequests({ containers: [{ resources }] })).toEqual({ cpu: 0.5, memory: 2 ** 30 });
});

test('a pod takes what it says as a whole, and what its containers request where it says only what they may have', () => {
  const containers = [asks('1'), {}];
  expect(podRequests({ containers, resources: { requests: { cpu: '4' } } })).toEqual({ cpu: 4, memory: 1024 });
  expect(podRequests({ containers, resources: { limits: { cpu: '4' } } }).cpu).toBe(1);
  expect(podRequests({ containers: [{}], resources: { limits: { cpu: '4' } } }).cpu).toBe(4);
});

test('100m and 200m are as much as 300m', () => {
  const [parts, whole] = [
    podRequests({ containers: [asks('100m'), asks('200m')] }),
    podRequests({ containers: [asks('300m')] }),
  ];
  expect(parts.cpu).toBe(whole.cpu);
});
