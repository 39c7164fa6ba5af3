import { describe, expect, it } from 'vitest';
import type { Content } from '../../../core/model/content.ts';
import { takeIn } from '../../../core/purging/take-in.ts';
import { aPurge } from './purge-work.ts';

const fastly = { kind: 'fastly', serviceId: 'S1', host: 'www.example.com', secretArn: 'arn' } as const;
const object = (bucket: string, key: string): Content => ({
  is: 'object',
  bucket,
  key,
  id: 'o',
  atMs: 5,
});
const items = (all: readonly string[], purges: readonly string[] | null = null): Content => ({
  is: 'items',
  items: all,
  purges,
  id: 'i',
  urgent: true,
});
const itemsOf = (content: Content, config = aPurge()) =>
  takeIn(content, config)?.changes.map(({ item }) => item) ?? null;

describe('what a message changes for a purge', () => {
  it('is an object of its buckets, under all paths where it is served', () => {
    const config = aPurge({ buckets: [{ bucket: 'site', originPath: '/www' }], rootObject: 'index.html' });
    expect(itemsOf(object('site', 'www/index.html'), config)).toEqual(['/index.html', '/']);
    expect(takeIn(object('site', 'elsewhere/a'), config)).toBeNull();
    expect(takeIn(object('other', 'www/a'), config)).toBeNull();
  });

  it('is what is named for it or for all, and nothing that is named for others', () => {
    expect(itemsOf(items(['/a'], ['site']))).toEqual(['/a']);
    expect(itemsOf(items(['/a'], ['shop']))).toBeNull();
    expect(itemsOf(items(['/a'], ['E1']))).toEqual(['/a']);
    expect(itemsOf(items(['/a'], ['S1']), aPurge({ cdn: fastly }))).toEqual(['/a']);
    expect(takeIn(items(['/a']), aPurge())?.changes[0]).toMatchObject({ urgent: true, atMs: null });
  });

  it('is what a release purges, of this purge alone', () => {
    const release = (purge: string): Content => ({ is: 'release', purge, id: 'r' });
    expect(itemsOf(release('site'), aPurge({ onDeploy: ['/', '/app/*'] }))).toEqual(['/', '/app/*']);
    expect(itemsOf(release('shop'))).toBeNull();
  });

  it('has an id of its own for every path, the same for every delivery', () => {
    const ids = () => takeIn(items(['/a', '/b']), aPurge())?.changes.map(({ id }) => id);
    expect(new Set(ids())).toHaveLength(2);
    expect(ids()).toEqual(ids());
  });

  it('is every query string where the cache tells them apart', () => {
    const config = aPurge({ cachesQueries: true });
    expect(itemsOf(items(['/a', '/a?x=1', '/b/*']), config)).toEqual(['/a*', '/a?x=1', '/b/*']);
  });

  it('is one tag whatever its case, except where case counts', () => {
    expect(itemsOf(items(['#News']))).toEqual(['#news']);
    expect(itemsOf(items(['#News']), aPurge({ cdn: fastly }))).toEqual(['#News']);
  });

  it('heeds the rules of its own CDN', () => {
    const refused = (item: string, config = aPurge()) => takeIn(items([item]), config)?.refused.map(({ rule }) => rule);
    expect(refused('/a~b')?.[0]).toContain('CloudFront cannot purge one');
    expect(refused('/a~b', aPurge({ cdn: fastly }))).toEqual([]);
    for (const path of ['/../x', '/a/%2E%2e/x', '/a/.']) {
      expect(refused(path, aPurge({ cdn: fastly }))?.[0]).toContain('"." or ".."');
      expect(refused(path)).toEqual([]);
    }
  });
});
