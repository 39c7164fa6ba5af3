import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entryLines } from '../../cli/explain/entry-lines.ts';
import { cardOf, parseConfig, unknownCapability } from '../../core/capabilities.ts';
import { capabilityNames, configuredCapabilities, nounOf } from '../../core/model/capability-name.ts';
import type { Entry } from '../../core/model/entry.ts';
import { replay } from '../../core/replay.ts';
import { type Known, present } from '../../core/standing/present.ts';
import { type Stored, upgradeEntry } from '../../core/upgrade.ts';
import { rigOf } from './capability-rig.ts';
import { exampleEntries, exampleEntry } from './example-entries.ts';

const golden = join(import.meta.dirname, '..', 'golden');
const recorded = readdirSync(golden)
  .filter((name) => name.endsWith('.json'))
  .map((name): Stored<Entry> => JSON.parse(readFileSync(join(golden, name), 'utf8')))
  .map(upgradeEntry);
const entries = [...recorded, ...(await exampleEntries())];
const plain = (_: string, text: string) => text;

async function presentOf(last: Entry) {
  const stop = { stopped: false, sinceMs: null, note: null, by: null };
  const read = { mode: null, trouble: null, console: null, overrides: [], stop };
  const known: Known = { ...last, card: await cardOf(last.capability), last, ...read };
  return present(known, last.atMs + 1000);
}

describe('every capability', () => {
  it.each(capabilityNames)('has a card by its name: %s', async (name) => {
    expect((await cardOf(name))?.name).toBe(name);
  });

  it.each(capabilityNames)('holds null and never undefined in what it records: %s', async (name) => {
    const entry = await exampleEntry(name);
    expect(JSON.parse(JSON.stringify(entry))).toStrictEqual(entry);
  });

  it.each(configuredCapabilities)('refuses a config that is none by its field: %s', async (name) => {
    await expect(parseConfig(name, 'a', { dreams: 1 })).rejects.toThrow(/^\S+: /);
    await expect(parseConfig(name, 'no name!', {})).rejects.toThrow('"no name!" is not a name');
  });

  it.each(configuredCapabilities)('holds the name of its subject under its noun: %s', async (name) => {
    const { example } = rigOf(name);
    expect(await parseConfig(name, example.name, example.config)).toHaveProperty(nounOf(name), example.name);
  });
});

describe.each(entries.map((entry) => [`${entry.capability} ${entry.id}`, entry] as const))(
  'the entry %s',
  (_, entry) => {
    it('is told in lines that hold nothing unknown', async () => {
      const lines = (await entryLines(entry, plain)).join('\n');
      expect(lines).not.toMatch(/undefined|NaN|\[object|release does not know/);
      expect(lines).toContain(entry.id);
      expect(lines.split('\n').length).toBeGreaterThan(3);
    });

    it('is a row that names its subject, what it is of and how it stood', async () => {
      const row = await presentOf(entry);
      expect(row).toMatchObject({ subject: entry.subject, capability: entry.capability, ageSeconds: 1 });
      expect(row.amounts).toMatch(/\w/);
      expect(row.wanted).not.toBeNull();
      expect(JSON.stringify(row)).not.toMatch(/undefined|NaN|\[object/);
    });

    it('is decided again as it was', async () => {
      expect((await replay(entry)).differences).toEqual([]);
    });

    it.each(['sleepwalking', 'toString', '__proto__', ''])(
      'would be told as unknown if it were of %j',
      async (capability) => {
        const strange = { ...entry, capability };
        expect((await entryLines(strange, plain)).join('\n')).toContain(unknownCapability);
        expect((await presentOf(strange)).because).toContain(unknownCapability);
      },
    );
  },
);
