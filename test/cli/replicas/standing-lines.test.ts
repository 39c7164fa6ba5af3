import { expect, it } from 'vitest';
import { parseServers } from '../../../cli/replicas/parse-servers.ts';
import { standingLines } from '../../../cli/replicas/standing-lines.ts';
import type { Seen } from '../../../core/replicas/seen.ts';
import { type Heard, standing } from '../../../core/replicas/standing.ts';

const heard = (server: string, given: Partial<Seen> | null): Heard => ({
  server,
  seen:
    given === null
      ? null
      : {
          isReplica: true,
          system: null,
          position: { timeline: 2, lsn: 90n },
          isPaused: false,
          schemaVersion: null,
          atMs: 0,
          tookMs: 1.4,
          ...given,
        },
  failure: given === null ? 'connect ECONNREFUSED' : null,
});
const writer = heard('w:5432', { isReplica: false, position: { timeline: 2, lsn: 100n } });

it('shows who writes, how far behind each replica is, and what helps each that answers no reads', () => {
  const all = [
    standing(writer, writer, null),
    standing(heard('near:5432', {}), writer, 12),
    standing(heard('paused:5432', { isPaused: true }), writer, null),
    standing(heard('left:5432', { position: { timeline: 1, lsn: 400n } }), writer, null),
    standing(heard('zombie:5432', { isReplica: false, position: { timeline: 1, lsn: 400n } }), writer, null),
    standing(heard('mute:5432', { position: null }), writer, null),
    standing(heard('gone:5432', null), writer, null),
  ];
  const lines = standingLines(all);
  expect(lines[1]).toMatch(/^w:5432 +writer +2 +0 B +- +1 ms +yes$/);
  expect(lines[2]).toMatch(/^near:5432 +replica +2 +10 B +12 ms +1 ms +yes$/);
  expect(lines[3]).toMatch(/^paused:5432 +replica +2 +10 B +over 2 s +1 ms +no$/);
  expect(lines[4]).toMatch(/^left:5432 +replica +1 +- +over 2 s/);
  expect(lines[5]).toMatch(/^zombie:5432 +old writer/);
  expect(lines.slice(9).map((line) => line.split(':')[0])).toEqual(['paused', 'left', 'zombie', 'mute', 'gone']);
  expect(lines.at(-1)).toContain('ECONNREFUSED');
});

it('reads addresses of servers, and names the part that is none', () => {
  expect(parseServers('a.example, 10.0.0.1:5433,[::1]:5434')).toEqual([
    { host: 'a.example', port: 5432 },
    { host: '10.0.0.1', port: 5433 },
    { host: '::1', port: 5434 },
  ]);
  for (const text of ['', 'a,', 'a:0', 'a:99999', 'postgres://user:secret@a'])
    expect(() => parseServers(text)).toThrow('--servers: ');
});
