import { describe, expect, it } from 'vitest';
import { readContent } from '../../../adapters/purging/read-content.ts';
import { InvalidInput } from '../../../core/model/errors.ts';

const object = {
  source: 'aws.s3',
  id: 'e1',
  time: '2026-11-20T09:15:12Z',
  detail: { bucket: { name: 'site' }, object: { key: 'a.html', sequencer: '01' } },
};
const changed = { 'detail-type': 'Content Changed', id: 'e2', detail: { paths: ['/a'], tags: ['news'] } };

describe('what a message says about content', () => {
  it('is the same change for every delivery of one event, and another for the next write', () => {
    const id = (message: object) => readContent(message, 'event', 'delivery');
    const { detail } = object;
    const later = { ...object, detail: { ...detail, object: { ...detail.object, sequencer: '02' } } };
    expect(id({ ...object, id: 'redelivered' })).toEqual(id(object));
    expect(id(later)).not.toEqual(id(object));
  });

  it('has items of paths and tags, for some purges or for all', () => {
    expect(readContent(changed, 'event', 'd')).toMatchObject({ items: ['/a', '#news'], purges: null, urgent: false });
    const some = { ...changed, detail: { ...changed.detail, distributions: ['site'] } };
    expect(readContent(some, 'event', 'd')).toMatchObject({ purges: ['site'] });
  });

  it('is urgent where a person says it, and only supposed where they ask for that', () => {
    const message = { paths: ['/a'], purge: 'site', dryRun: true };
    expect(readContent(message, 'event', 'd')).toMatchObject({ urgent: true, dryRun: true, purges: ['site'] });
    for (const event of [object, changed]) {
      expect(readContent({ ...event, dryRun: true }, 'event', 'd').dryRun).toBe(true);
      expect(readContent(event, 'event', 'd').dryRun).toBe(false);
    }
  });

  it.each([
    {},
    { paths: [] },
    { paths: ['/a'], dryrun: true },
    { paths: ['/a'], dryRun: 'yes' },
    { ...changed, dryRun: 'yes' },
    { ...changed, detail: { path: '/a' } },
    'hello',
    null,
  ])('is an error where it is not understood: %j', (message) => {
    expect(() => readContent(message, 'event', 'd')).toThrow(InvalidInput);
    expect(() => readContent(message, 'event', 'd')).toThrow(/^event: expected an S3 object event/);
  });
});
