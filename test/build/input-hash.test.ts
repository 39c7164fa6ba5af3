import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inputHash } from '../../build/input-hash.ts';
import { replaceFolders } from '../../build/replace-folders.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'headroom-build-'));
  mkdirSync(join(root, 'core'));
  writeFileSync(join(root, 'core', 'a.ts'), 'a');
  writeFileSync(join(root, 'lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

const hash = () => inputHash(root, ['core', 'lock.json', 'not-there']);

it('stays the same while contents do, whenever they were written', async () => {
  const before = await hash();
  utimesSync(join(root, 'core', 'a.ts'), 0, 0);
  expect(await hash()).toBe(before);
});

it.each([
  ['a file changes', () => writeFileSync(join(root, 'core', 'a.ts'), 'b')],
  ['a file comes', () => writeFileSync(join(root, 'core', 'b.ts'), '')],
  ['a single file changes', () => writeFileSync(join(root, 'lock.json'), '{"a":1}')],
  ['a missing path comes', () => writeFileSync(join(root, 'not-there'), 'there')],
])('changes when %s', async (_, change) => {
  const before = await hash();
  change();
  expect(await hash()).not.toBe(before);
});

it('keeps what was built where building again fails, and leaves nothing half made', async () => {
  const fresh = join(root, '.fresh');
  const make = (text: string) => async () => {
    mkdirSync(join(fresh, 'core'), { recursive: true });
    writeFileSync(join(fresh, 'core', 'a.ts'), text);
    if (text === 'bad') throw new Error('does not compile');
  };
  const before = await hash();
  await expect(replaceFolders(fresh, root, make('bad'))).rejects.toThrow('does not compile');
  expect(await hash()).toBe(before);
  await replaceFolders(fresh, root, make('good'));
  expect(await hash()).not.toBe(before);
});
