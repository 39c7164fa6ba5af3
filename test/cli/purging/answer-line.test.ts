import { expect, it } from 'vitest';
import type { PurgeAnswer } from '../../../cli/purging/ask-purger.ts';
import { answerLine } from '../../../cli/purging/purge.ts';

const answer = (items: readonly string[]) => {
  const entry = { outcome: { is: 'refused', because: { says: 'it has no tags' } } } as unknown as PurgeAnswer['entry'];
  return { entry, items };
};

it.each([
  [['/a', '/b'], true, 'site: would purge: /a /b'],
  [[], true, 'site: would purge nothing now'],
  [['/a'], false, 'site: not submitted (it has no tags): /a'],
  [[], false, 'site: not submitted (it has no tags)'],
])('of %j, as a dry run %s', (items, dryRun, line) => {
  expect(answerLine('site', answer(items), dryRun)).toBe(line);
});
