import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { receive } from '../../../adapters/signals/receive.ts';

const folder = join(import.meta.dirname, '../../../functions/load-balancer/events');
const files = readdirSync(folder);

it('has a console test event for everything that wakes it', () => {
  const kinds = files.flatMap((file) => read(file).heard.map(({ signal }) => signal.kind));
  expect(new Set(kinds)).toEqual(new Set(['alarm', 'change', 'manual', 'tick']));
});

it.each(files)('%s is understood, and changes nothing', (file) => {
  const { heard, misheard } = read(file);
  expect(misheard).toEqual([]);
  expect(heard.map(({ signal }) => signal.dryRun)).toEqual([true]);
});

function read(file: string) {
  return receive(JSON.parse(readFileSync(join(folder, file), 'utf8')), 'i');
}
