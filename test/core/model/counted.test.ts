import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { are, counted, have, pluralOf, were } from '../../../core/model/counted.ts';
import { tell } from '../../../core/model/reason.ts';
import { root } from '../../architecture/source-file.ts';

describe('counts', () => {
  it.each([
    [0, 'slot', '0 slots'],
    [1, 'slot', '1 slot'],
    [2, 'entry', '2 entries'],
    [3, 'index', '3 indexes'],
    [1, 'process', '1 process'],
    [0.5, 'day', '0.5 days'],
  ])('%i of %s: %s', (count, noun, text) => {
    expect(counted(count, noun)).toBe(text);
  });

  it('have verbs that agree with them', () => {
    expect([are(1), were(1), have(1)]).toEqual(['is', 'was', 'has']);
    expect([are(2), were(0), have(11)]).toEqual(['are', 'were', 'have']);
  });

  it.each([
    ['needs {n} units', 'needs 1 unit'],
    ['{n} units serve that', '1 unit serves that'],
    ['site: {n} items were refused', 'site: 1 item was refused'],
    ['{n} changed paths by {n} items', '1 changed path by 1 item'],
    ['{n} entries, {n} indexes and {n} queries', '1 entry, 1 index and 1 query'],
    ['its last {n} minutes ({n} points)', 'its last 1 minute (1 point)'],
    ['{n} of its units', '1 of its units'],
    ['slot {n} moves to b', 'slot 1 moves to b'],
    ['{n} times as fast', '1 times as fast'],
    ['{n} unitsworth', '1 unitsworth'],
  ])('agree in the reason "%s" where its number is one', (says, told) => {
    expect(tell({ says, n: 1 })).toBe(told);
    expect(tell({ says, n: 0.999 })).toBe(told);
    expect(tell({ says, n: 11 })).toBe(says.replaceAll('{n}', '11'));
  });

  it('leave what a value of a reason says as it is', () => {
    expect(tell({ says: 'a floor: {note}', note: '1 units' })).toBe('a floor: 1 units');
    expect(tell({ says: '{units} units: {note}', units: 1, note: null })).toBe('1 unit');
  });
});

const nouns = [
  ...['unit', 'instance', 'pod', 'node', 'replica', 'copy', 'group', 'server', 'shard', 'slot', 'pin', 'key', 'row'],
  ...['item', 'path', 'object', 'file', 'page', 'line', 'value', 'byte', 'character', 'point', 'reading', 'period'],
  ...['second', 'minute', 'hour', 'day', 'night', 'week', 'message', 'connection', 'process', 'statement', 'look'],
  ...['candidate', 'index', 'table', 'query', 'entry', 'function', 'alarm', 'scalable', 'service', 'purge', 'cache'],
  ...['subject', 'policy', 'fault', 'answer', 'event', 'decrease', 'release', 'warning', 'move', 'change', 'size'],
].map(pluralOf);
const printed = new RegExp(`\\$\\{([^{}]+)\\} (?:[a-z]+ )?(?:${nouns.join('|')})\\b(?! (?:of|per) |'s)`, 'g');
/** Limits and rounded numbers, which are never one; what is not a number. */
const isNeverOne =
  /^(most|least|longest|free\b|mostMapBytes|headBytes|pinsAt|tenth\(|brief\(|number\(|count\(|known\.size|url$|deployment(Name)?$|node$|args\.|perSecond\(|days\(question|Math\.round\(clair|clock\(|.*\.toFixed|.*toMinutes|2 \*\* )/;

describe('a text with a number of something', () => {
  it('has it counted, so that one of it is called so', () => {
    const files = globSync('{cli,core,adapters,functions,lib,clients,sim,bin}/**/*.ts', { cwd: root });
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap((file) => uncounted(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
    expect(uncounted('made-up.ts', `it has $\{found} slots`)).toHaveLength(1);
  });
});

function uncounted(file: string, text: string): string[] {
  const lines = text.split('\n').filter((line) => !/=== 1 \?/.test(line));
  return lines.flatMap((line) =>
    [...line.matchAll(printed)]
      .filter(([, number = '']) => !isNeverOne.test(number))
      .map(([found]) => `${file}: ${found}`),
  );
}
