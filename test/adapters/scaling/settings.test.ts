import { describe, expect, it } from 'vitest';
import { dynamoDbSettings } from '../../../adapters/scaling/settings.ts';
import { number, text } from '../../../adapters/table/attributes.ts';
import { configKey, overrideKey } from '../../../adapters/table/keys.ts';
import { Refusal } from '../../../core/model/errors.ts';
import { type Asked, answeringTable } from '../table/answering-table.ts';

const config = {
  target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
  bounds: { min: 1, max: 4 },
  policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 2 }] }],
};
const item = (scalable: string, json: string) => ({ ...configKey('scaling', scalable), config: text(json) });
const partitionOf = ({ input }: Asked) => (input.ExpressionAttributeValues as Record<string, { S: string }>)[':pk']?.S;

/** A table of two pages of configs. */
const table = () =>
  answeringTable((asked) => {
    if (partitionOf(asked) === 'scaling/overrides') {
      const floor = { ...overrideKey('scaling', 'checkout/web', 'floor'), kind: text('floor'), units: number(3) };
      const pause = { ...overrideKey('scaling', 'checkout/web', 'pause'), kind: text('pause'), note: text('night') };
      return {
        Items: [
          { ...floor, untilMs: number(100) },
          { ...pause, untilMs: number(200) },
        ],
      };
    }
    if (asked.input.ExclusiveStartKey === undefined) {
      const Items = [item('broken', '{"bounds":'), item('checkout/web', JSON.stringify(config))];
      return { Items, LastEvaluatedKey: configKey('scaling', 'checkout/web') };
    }
    return { Items: [item('nonsense', JSON.stringify({ ...config, bounds: { min: 9, max: 4 } }))] };
  });

describe('settings in the table', () => {
  it('are checked, and filled up, as they are read', async () => {
    const { bounds, mode } = await dynamoDbSettings(table()).scalable('checkout/web');
    expect([bounds, mode]).toEqual([{ min: 1, max: 4 }, 'recommend']);
  });

  it.each([
    ['broken', 'the config of "broken" in the table cannot be used'],
    ['nonsense', 'the config of "nonsense" in the table cannot be used: bounds: '],
    ['unheard-of', 'no scalable "unheard-of" is configured'],
  ])('refuse one that cannot be used and leave the others alone: %s', async (scalable, message) => {
    const settings = dynamoDbSettings(table());
    await expect(settings.scalable(scalable)).rejects.toThrow(Refusal);
    await expect(settings.scalable(scalable)).rejects.toThrow(message);
    await expect(settings.scalable('checkout/web')).resolves.toBeDefined();
  });

  it('are read once, page after page, however many want to know', async () => {
    const reading = table();
    const settings = dynamoDbSettings(reading);
    const names = ['checkout/web', 'broken', 'checkout/web'];
    await Promise.allSettled(names.flatMap((name) => [settings.scalable(name), settings.overrides(name, 0)]));
    expect(reading.asked.map(partitionOf).sort()).toEqual(['scaling/config', 'scaling/config', 'scaling/overrides']);
    expect(await settings.names()).toEqual(['broken', 'checkout/web', 'nonsense']);
    expect((await settings.all()).get('broken')).toBeInstanceOf(Refusal);
  });

  it('are checked again only where their text has changed', async () => {
    const read = async (max: number) => {
      const text = JSON.stringify({ ...config, bounds: { min: 1, max } });
      return dynamoDbSettings(answeringTable(() => ({ Items: [item('checked', text)] }))).scalable('checked');
    };
    const first = await read(4);
    expect(await read(4)).toBe(first);
    expect((await read(5)).bounds.max).toBe(5);
    expect((await read(4)).bounds.max).toBe(4);
  });

  it('are read again after a failure', async () => {
    const failing = answeringTable((_, calls) => (calls === 1 ? new Error('throttled') : { Items: [] }));
    const settings = dynamoDbSettings(failing);
    await expect(settings.all()).rejects.toThrow('throttled');
    await expect(settings.all()).resolves.toEqual(new Map());
  });

  it('hold overrides until their time is over by the clock, whatever the table still has', async () => {
    const settings = dynamoDbSettings(table());
    const kinds = async (atMs: number) => (await settings.overrides('checkout/web', atMs)).map(({ kind }) => kind);
    expect(await kinds(99)).toEqual(['floor', 'pause']);
    expect(await kinds(100)).toEqual(['pause']);
    expect(await kinds(200)).toEqual([]);
    expect(await settings.overrides('other', 0)).toEqual([]);
    expect(await settings.overrides('checkout/web', 150)).toEqual([
      { kind: 'pause', units: null, untilMs: 200, note: 'night', by: null },
    ]);
  });
});
