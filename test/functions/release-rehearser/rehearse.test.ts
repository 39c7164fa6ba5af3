import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../core/model/entry.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { type Failed, failedBy, failedLook } from '../../../functions/release-rehearser/invoked.ts';
import { rehearsalResource } from '../../../functions/release-rehearser/rehearsal-resource.ts';
import { type RehearsalWorld, type Release, rehearse } from '../../../functions/release-rehearser/rehearse.ts';

const release: Release = {
  functionName: 'headroom-resource-allocator',
  version: '7',
  alias: 'live',
  decides: 'scaling',
  asks: 'scaling',
  prefix: '',
  needs: null,
  event: { source: 'headroom.tick', dryRun: true },
};

const broken = failedBy(JSON.stringify({ errorType: 'TypeError', errorMessage: 'x is not a function' }));
const denied = failedBy(JSON.stringify({ errorType: 'AccessDeniedException', errorMessage: 'not yours' }));
const refused = failedBy(JSON.stringify({ errorType: 'Refusal', errorMessage: 'give it a unit' }));
const entry = { id: 'e1', subject: 'web' } as Entry;

/** A world in which versions answer as told, and in which `web` and `api` are configured. */
function aWorld(answers: Readonly<Record<string, Failed | null | undefined>>, over: Partial<RehearsalWorld> = {}) {
  const asked: unknown[] = [];
  const lines: object[] = [];
  const world: RehearsalWorld = {
    invoke: async (_, qualifier, event) => {
      asked.push([qualifier, event]);
      return answers[qualifier];
    },
    subjects: async () => ['web', 'api'],
    recorded: async () => [],
    decidesAlike: async () => true,
    tell: (line) => lines.push(line),
    hasTime: () => true,
    ...over,
  };
  return { world, asked, lines };
}

describe('a rehearsal', () => {
  it('asks the new version alone, in a dry run, for every subject that is configured', async () => {
    const { world, asked } = aWorld({ 7: null });
    await rehearse(release, world);
    expect(asked).toEqual(
      expect.arrayContaining([
        ['7', { scalable: 'web', dryRun: true }],
        ['7', { scalable: 'api', dryRun: true }],
      ]),
    );
    expect(asked).toHaveLength(2);
  });

  it('asks for a dry run of everything where nothing is configured', async () => {
    const { world, asked } = aWorld({ 7: null }, { subjects: async () => [] });
    await rehearse(release, world);
    expect(asked).toEqual([['7', release.event]]);
  });

  it('fails with the own error of the function where the version that serves does not fail', async () => {
    const { world } = aWorld({ 7: broken, live: null });
    await expect(rehearse(release, world)).rejects.toThrow(
      /^version 7 of headroom-resource-allocator would fail, so nothing was moved to it\. (web|api): TypeError: x is not a fun/,
    );
  });

  const lookAt = (error: string) => {
    const because = { says: '{error}', error };
    return failedLook(JSON.stringify({ entries: [{ subject: 'web', outcome: { is: 'failed', because } }] }));
  };

  it('holds no first deploy up where what is looked at gives no answer, and says so', async () => {
    const unanswered = lookAt('CredentialsRefused: the secret of database "db:5432/orders" cannot be read');
    const { world, lines } = aWorld({ 7: unanswered });
    await rehearse(release, world);
    expect(lines).toContainEqual(
      expect.objectContaining({ excuse: 'nothing serves yet, and what it looks at gave no answer' }),
    );
  });

  it.each([
    ['the program is wrong', lookAt('TypeError: x is not a function'), undefined],
    ['the version that serves gets an answer', lookAt('ServerDown: db:5432 refuses connections'), null],
  ])('fails with a failed look where %s', async (_, failed, live) => {
    await expect(rehearse(release, aWorld({ 7: failed, live }).world)).rejects.toThrow('the look at web');
  });

  it('fails on a first deploy, where nothing serves', async () => {
    await expect(rehearse(release, aWorld({ 7: broken }).world)).rejects.toThrow('TypeError');
  });

  it.each([
    ['what fails in the version that serves, too', { 7: broken, live: broken }],
    ['what the role may not do', { 7: denied, live: null }],
    ['what a person has to mend', { 7: refused, live: null }],
  ])('is not failed by %s, and tells it', async (_, answers) => {
    const { world, lines } = aWorld(answers);
    await rehearse(release, world);
    expect(lines).toHaveLength(3);
  });

  it('decides again what was recorded, and fails where this release cannot', async () => {
    const recorded = async () => [entry];
    const throwing = async (): Promise<boolean> => {
      throw new RangeError('units');
    };
    const { world } = aWorld({ 7: null }, { recorded, decidesAlike: throwing });
    await expect(rehearse(release, world)).rejects.toThrow('the look e1 at web, decided again: RangeError: units');
    const { world: other, lines } = aWorld({ 7: null }, { recorded, decidesAlike: async () => false });
    await rehearse(release, other);
    expect(lines).toEqual([expect.objectContaining({ decided: 2, decidedOtherwise: 2, faults: [] })]);
  });

  it('leaves a look alone that ended before it decided', async () => {
    const ended = async (): Promise<boolean> => {
      throw new InvalidInput('entry.observation', 'this look ended before it decided');
    };
    await rehearse(release, aWorld({ 7: null }, { recorded: async () => [entry], decidesAlike: ended }).world);
  });

  it('asks nothing that a keyspace has to be configured for, before it is', async () => {
    const { world, asked } = aWorld({ 7: broken });
    await rehearse({ ...release, asks: null, needs: 'orders' }, world);
    expect(asked).toEqual([]);
    await expect(rehearse({ ...release, asks: null, needs: 'web' }, world)).rejects.toThrow('would fail');
  });

  it('tells what it has no time for', async () => {
    const { world, lines, asked } = aWorld({ 7: broken }, { hasTime: () => false });
    await rehearse(release, world);
    expect(asked).toEqual([]);
    expect(lines).toEqual([expect.objectContaining({ notTried: 4 })]);
  });
});

describe('the resource of a rehearsal', () => {
  const properties = { ...release, event: JSON.stringify(release.event), decides: 'scaling', asks: 'scaling' };
  const { prefix: _, needs: __, ...given } = properties;
  const resource = (answers: Parameters<typeof aWorld>[0]) => rehearsalResource(aWorld(answers).world);

  it('rehearses what is made, and what is newer than before', async () => {
    await expect(resource({ 7: broken }).write(given, 'stack')).rejects.toThrow('would fail');
    const newer = resource({ 7: broken, live: null }).write(given, 'stack', { ...given, version: '6' });
    await expect(newer).rejects.toThrow('would fail');
    expect(await resource({ 7: null }).write(given, 'stack')).toBe('headroom-resource-allocator');
  });

  it('never keeps a rollback from the version of before', async () => {
    const back = resource({ 7: broken, live: null }).write(given, 'stack', { ...given, version: '10' });
    expect(await back).toBe('headroom-resource-allocator');
  });
});

it('a look that failed fails the dry run that asked for it, in its own words', () => {
  const answer = { says: '', entries: [{ subject: 'web', outcome: { is: 'failed', because: { error: 'E: no' } } }] };
  expect(failedLook(JSON.stringify(answer))?.says).toBe('Failed: the look at web: {"error":"E: no"}');
  expect(failedLook(JSON.stringify({ entries: [{ subject: 'web', outcome: { is: 'unchanged' } }] }))).toBeNull();
  expect(failedLook('"<div>"')).toBeNull();
});
