import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readContent } from '../../../adapters/purging/read-content.ts';

const folder = join(import.meta.dirname, '../../../functions/cdn-purger/events');
const files = readdirSync(folder);
const read = (file: string) => readContent(JSON.parse(readFileSync(join(folder, file), 'utf8')), file, 'i');

it('has a console test event for everything that wakes it', () => {
  expect(new Set(files.map((file) => read(file).is))).toEqual(new Set(['object', 'items', 'deployed', 'wake']));
});

it.each(files)('%s is understood, and changes nothing', (file) => {
  expect(read(file).dryRun).toBe(true);
});
