import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../core/model/entry.ts';
import { replay } from '../../core/replay.ts';
import type { Desired } from '../../core/scaling/desired.ts';
import { type Stored, upgradeEntry } from '../../core/upgrade.ts';
import { scenes } from './scenes.ts';

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));

function read(file: string): Stored<Entry> {
  return JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
}

describe('entries of earlier releases', () => {
  test.each(files)('%s is decided as it was then', async (file) => {
    expect((await replay(read(file))).differences).toEqual([]);
  });

  test('show every scene', () => {
    const recorded = files.map((file) => file.replace(/^\d+\.\d+\.\d+(-schema-\d+)?-|\.json$/g, ''));
    expect(new Set(recorded)).toEqual(new Set(Object.keys(scenes)));
  });
});

describe('a replay', () => {
  const [file = ''] = files;
  const entry = upgradeEntry(read(file));

  test('names each place at which today’s decision is another', async () => {
    const decision = entry.decision as unknown as { reasons: object[]; desired: object };
    const { because, ...rest } = decision.reasons[0] as { because: object };
    const changed = {
      ...decision,
      desired: { units: 99 },
      reasons: [{ ...rest, because: { ...because, extra: 1 } }, ...decision.reasons.slice(1)],
    };
    const { same, differences, decision: today } = await replay({ ...entry, decision: changed } as unknown as Entry);
    expect(same).toBe(false);
    const { units } = today.desired as Desired;
    expect(differences).toContainEqual({ path: 'desired.units', recorded: 99, today: units });
    expect(differences).toContainEqual({ path: 'reasons[0].because.extra', recorded: 1, today: null });
    expect(differences).toHaveLength(2);
  });

  test('of a look that never decided is refused', async () => {
    await expect(replay({ ...entry, observation: null, decision: null })).rejects.toThrow(
      'entry.observation: this look ended before',
    );
  });

  test('of another capability is refused', async () => {
    await expect(replay({ ...entry, capability: 'sleepwalking' })).rejects.toThrow(
      'entry.capability: "sleepwalking" cannot be replayed here',
    );
  });
});
