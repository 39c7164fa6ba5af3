import { describe, expect, it } from 'vitest';
import { brokenRule } from '../../../core/purging/broken-rule.ts';
import { pathsOfKey } from '../../../core/purging/normalise.ts';

describe('the rules of paths and tags', () => {
  it.each(['/', '/a.html', '/a/*', '/a*', '/a.html?x=1&y=2', '/%C3%A4', '#news', `#${'x'.repeat(256)}`])(
    'let %s pass',
    (item) => {
      expect(brokenRule(item, 'cloudfront')).toBeNull();
    },
  );

  it.each([
    ['a.html', 'begins with "/"'],
    ['', 'begins with "/"'],
    ['/a*/b', 'only at the end'],
    ['/**', 'only at the end'],
    [`/${'x'.repeat(4000)}`, 'at most 4000'],
    ['/a b', 'percent-encode'],
    ['/ä', 'percent-encode'],
    ['/a~b', '"~"'],
    ['/a%7eb', '"~"'],
    ['/a%zz', 'hexadecimal'],
    ['/a\u0007', 'control'],
    ['/a\n', 'control'],
    ['#', 'at least one'],
    [`#${'x'.repeat(257)}`, 'at most 256'],
    ['#a,b', 'comma'],
    ['#a b', 'ASCII'],
  ])('refuse %j and say why', (item, rule) => {
    expect(brokenRule(item, 'cloudfront')).toContain(rule);
  });
});

describe('the paths of an object', () => {
  const mapping = { originPath: '/site', pathPrefix: '/static', rootObject: 'index.html', folderIndexes: false };

  it('follow the origin path and the prefix, encoded', () => {
    expect(pathsOfKey('site/a-b/ü*.html', mapping)).toEqual(['/static/a-b/%C3%BC%2A.html']);
    expect(pathsOfKey('other/a.html', mapping)).toEqual([]);
  });

  it('include what the root, or every folder, shows', () => {
    const plain = { ...mapping, originPath: '', pathPrefix: '' };
    expect(pathsOfKey('index.html', plain)).toEqual(['/index.html', '/']);
    expect(pathsOfKey('docs/index.html', plain)).toEqual(['/docs/index.html']);
    expect(pathsOfKey('docs/index.html', { ...plain, folderIndexes: true })).toEqual(['/docs/index.html', '/docs/']);
  });
});
