import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenRule } from '../../../core/purging/broken-rule.ts';
import { type CdnKind, cdnKindOf, cdnSchemas } from '../../../core/purging/config/cdn-kinds.ts';
import { pathsOfKey } from '../../../core/purging/normalise.ts';

const kinds = Object.keys(cdnSchemas) as CdnKind[];
const mapping = { originPath: '', pathPrefix: '', rootObject: null, folderIndexes: false };
const paths = (key: string, kind: CdnKind, more = {}) =>
  pathsOfKey(key, { ...mapping, ...more }, cdnKindOf({ kind }).asItIs);

/** What S3 takes an address for: "+" is a space, and what is escaped is itself. */
const asS3Reads = (path: string) => decodeURIComponent(path.replaceAll('+', ' '));
const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));

/** The lines of the table that people read: a character, and what each CDN is told for it. */
const told = new Map(
  readFileSync('docs/purging-characters.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| (space|`)/.test(line))
    .map((line) => {
      const cells = line.replaceAll('\\|', '\u0000').split('|').slice(1, -1);
      const [character = '', , , , ...columns] = cells.map((cell) => cell.replaceAll('\u0000', '|').trim());
      const quoted = (cell: string) =>
        [...cell.matchAll(/`` ` ``|`([^`]+)`/g)].map(([all, one]) => one ?? all[3] ?? '');
      return [character === 'space' ? ' ' : (quoted(character)[0] ?? ''), columns.map(quoted)] as const;
    }),
);

describe('an object’s name as an address', () => {
  it.each(printable.filter((character) => !/[a-z0-9]/i.test(character)))('has %j as the table says', (character) => {
    const columns = told.get(character);
    kinds.forEach((kind, index) => {
      expect(paths(`a${character}b`, kind)).toEqual(columns?.[index]?.map((one) => `/a${one}b`));
    });
  });

  it('is read by S3 as the name, and taken whole by what works out addresses', () => {
    const characters = fc.constantFrom(...printable, 'ü', '😀', '中');
    const name = fc.string({ unit: characters, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(name, fc.constantFrom(...kinds), (key, kind) => {
        const all = paths(key, kind);
        expect(new Set(all).size).toBe(all.length);
        for (const path of all) {
          expect(asS3Reads(path)).toBe(`/${key}`);
          const rule = brokenRule(path, kind);
          expect(rule === null || (kind === 'cloudfront' ? key.includes('~') : /(^|\/)\.\.?(\/|$)/.test(key))).toBe(
            true,
          );
          const { pathname, search, hash } = new URL(`https://www.example.com${path}`);
          if (rule === null && !/(^|\/)\.\.?(\/|$)/.test(key)) expect(pathname + search + hash).toBe(path);
        }
      }),
      { seed: 15, numRuns: 500 },
    );
  });

  it('is written with a space as the bucket says, and as viewers may write it where it says nothing', () => {
    expect(paths('a b+c d', 'cloudfront')).toEqual(['/a%20b%2Bc%20d', '/a+b%2Bc+d']);
    expect(paths('a b', 'fastly', { spacesAs: '%20' })).toEqual(['/a%20b']);
    expect(paths('a b', 'fastly', { spacesAs: '+' })).toEqual(['/a+b']);
  });

  it.each(kinds)('is never half of what a person typed at %s', (kind) => {
    for (const path of ['/a#b', '/a[1].html', '/a]b', '/a b']) {
      expect(brokenRule(path, kind)).toContain('percent-encode them');
    }
  });
});
