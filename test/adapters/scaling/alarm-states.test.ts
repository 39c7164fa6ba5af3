import { expect, test } from 'vitest';
import { cloudWatchAlarms } from '../../../adapters/scaling/alarm-states.ts';
import { throttled } from '../aws-error.ts';
import { FakeCloudWatch } from '../sources/cloudwatch/fake-cloudwatch.ts';

function open(fake: FakeCloudWatch, leftMs = 5000) {
  const troubles: string[] = [];
  const onTrouble = (alarmName: string) => troubles.push(alarmName);
  return { alarms: cloudWatchAlarms({ client: fake.client, leftMs: () => leftMs, onTrouble }), troubles };
}

test('a thousand alarms are read in ten calls, metric and composite ones', async () => {
  const fake = new FakeCloudWatch();
  const names = Array.from({ length: 1000 }, (_, index) => `headroom/s${index}`);
  names.forEach((name, index) => {
    fake.alarms.set(name, { type: index % 2 ? 'MetricAlarm' : 'CompositeAlarm', state: index % 3 ? 'OK' : 'ALARM' });
  });
  const { alarms, troubles } = open(fake);
  const states = await Promise.all([...names, ...names].map((name) => alarms.state(name)));
  expect(states.slice(0, 4)).toEqual(['ALARM', 'OK', 'OK', 'ALARM']);
  expect(states).not.toContain(null);
  expect(fake.called('DescribeAlarms')).toBe(10);
  expect(troubles).toEqual([]);
});

test('an alarm that does not exist has no state, and that is not trouble', async () => {
  const { alarms, troubles } = open(new FakeCloudWatch());
  expect(await alarms.state('gone')).toBeNull();
  expect(troubles).toEqual([]);
});

test('alarms that cannot be read have no state, and it is told', async () => {
  const fake = new FakeCloudWatch();
  fake.alarms.set('a', { type: 'MetricAlarm', state: 'OK' });
  fake.troubles = [throttled()];
  const { alarms, troubles } = open(fake);
  expect(await Promise.all([alarms.state('a'), alarms.state('b')])).toEqual([null, null]);
  expect(troubles).toEqual(['a', 'b']);
  expect(await alarms.state('a')).toBe('OK');
});

test('a name that AWS chokes on keeps no other from being read', async () => {
  const fake = new FakeCloudWatch();
  fake.alarms.set('a', { type: 'MetricAlarm', state: 'ALARM' });
  const { alarms, troubles } = open(fake);
  const bad = 'x'.repeat(300);
  expect(await Promise.all(['a', bad, 'gone'].map((name) => alarms.state(name)))).toEqual(['ALARM', null, null]);
  expect(troubles).toEqual([bad]);
});

test('an answer that does not come is given up in time', async () => {
  const fake = new FakeCloudWatch();
  fake.troubles = ['hang'];
  const { alarms, troubles } = open(fake, 30);
  expect(await alarms.state('a')).toBeNull();
  expect(troubles).toEqual(['a']);
});
