import { describe, expect, it } from 'vitest';
import { receive } from '../../../adapters/signals/receive.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { hears } from '../../../functions/cdn-purger/roster.ts';

const object = {
  source: 'aws.s3',
  id: 'e1',
  time: '2026-11-20T09:15:12Z',
  detail: { bucket: { name: 'site' }, object: { key: 'a.html', sequencer: '01' } },
};
const changed = { 'detail-type': 'Content Changed', id: 'e2', detail: { paths: ['/a'], tags: ['news'] } };

function read(message: unknown) {
  const { heard, misheard } = receive(message, 'delivery', hears);
  for (const { error } of misheard) throw error;
  const [first] = heard;
  if (first === undefined) throw new Error('nothing was heard');
  return { ...first.said.signal, content: first.said.content };
}

describe('what a message says about content', () => {
  it('is the same change for every delivery of one event, and another for the next write', () => {
    const id = (message: object) => read(message).content;
    const { detail } = object;
    const later = { ...object, detail: { ...detail, object: { ...detail.object, sequencer: '02' } } };
    expect(id({ ...object, id: 'redelivered' })).toEqual(id(object));
    expect(id(later)).not.toEqual(id(object));
  });

  it('is the same change whether the bucket tells it by EventBridge or itself, its key decoded', () => {
    const record = (key: string) => ({
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      eventTime: '2026-11-20T09:15:12.000Z',
      s3: { bucket: { name: 'site' }, object: { key, sequencer: '01' } },
    });
    const itself = read({ Records: [record('a.html')] });
    expect(itself).toEqual({ ...read(object), id: 'delivery' });
    const other = read({ Records: [record('caf%C3%A9+menu.html')] });
    expect(other.content).toMatchObject({ is: 'object', key: 'café menu.html' });
    const many = JSON.stringify({ Records: [record('a'), record('b')] });
    const { heard } = receive({ Records: [{ messageId: 'm', body: many }] }, 'i', hears);
    expect(heard.map(({ messageId, said }) => [messageId, said.content])).toMatchObject([
      ['m', { key: 'a' }],
      ['m', { key: 'b' }],
    ]);
    expect(() => read({ Records: [record('%')] })).toThrow('event.Records[0].s3.object.key');
  });

  it('has items of paths and tags, for some purges or for all', () => {
    expect(read(changed).content).toMatchObject({ items: ['/a', '#news'], purges: null, urgent: false });
    const some = { ...changed, detail: { ...changed.detail, distributions: ['site'] } };
    expect(read(some).content).toMatchObject({ purges: ['site'] });
  });

  it('is urgent where a person says it, and only supposed where they ask for that', () => {
    const message = { paths: ['/a'], purge: 'site', dryRun: true };
    const asked = { kind: 'manual', capability: 'purging', subject: 'site', dryRun: true };
    expect(read(message)).toMatchObject({ ...asked, content: { urgent: true, purges: ['site'] } });
    for (const event of [object, changed]) {
      expect(read({ ...event, dryRun: true })).toMatchObject({ kind: 'content', dryRun: true });
      expect(read({ ...event, detail: { ...event.detail, dryRun: true } }).dryRun).toBe(true);
      expect(read(event).dryRun).toBe(false);
    }
  });

  it('is told apart from a person: a release, a promise and the schedule are what they are', () => {
    const release = { source: 'headroom.deployed', purge: 'site', id: 'r' };
    expect(read(release)).toMatchObject({ kind: 'release', purge: 'site', content: { is: 'release' } });
    const wake = { source: 'headroom.wake', purge: 'site' };
    expect(read(wake)).toMatchObject({ kind: 'wake', subject: 'site', content: null });
    expect(read({ source: 'headroom.tick' })).toMatchObject({ kind: 'tick', content: null });
  });

  it.each([
    [{}, 'event'],
    [{ paths: [] }, 'event'],
    [{ paths: ['/a'], dryrun: true }, 'event.dryrun'],
    [{ paths: ['/a'], dryRun: 'yes' }, 'event.dryRun'],
    [{ ...changed, dryRun: 'yes' }, 'event.dryRun'],
    [{ ...changed, detail: { path: '/a' } }, 'event.detail.path'],
    [{ ...changed, detail: { paths: ['/a'], 'dry-run': true } }, 'event.detail.dry-run'],
    ['hello', 'event'],
    [null, 'event'],
  ])('is an error where it is not understood: %j', (message, field) => {
    expect(() => read(message)).toThrow(InvalidInput);
    expect(() => read(message)).toThrow(`${field}: `);
  });
});
