import { describe, expect, test } from 'vitest';
import { Fleet } from '../../../adapters/replicas/fleet.ts';
import { ReplicaClient } from '../../../adapters/replicas/replica-client.ts';
import { Server } from '../../../adapters/replicas/server.ts';

/** What a server says of itself; null while it is down. */
type Says = {
  readonly isReplica: boolean;
  readonly system: string;
  readonly timeline: number;
  readonly lsn: string;
} | null;

/** An application that has met a primary and its standby, in memory. */
function anApplication() {
  const says: Record<string, Says> = {};
  let passedMs = 1_000_000;
  // Time goes on with each who asks, so that patience ends.
  const nowMs = () => {
    passedMs += 5;
    return passedMs;
  };
  const connectTo = (name: string) => async () => {
    if (says[name] === null) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    const query = async (asked: string | { text: string }) => {
      const text = typeof asked === 'string' ? asked : asked.text;
      const row = { ...says[name], isPaused: false };
      return text.startsWith('COMMIT')
        ? [{ command: 'COMMIT', rows: [] }, { rows: [row] }]
        : [{ command: 'BEGIN', rows: [] }, { rows: [row] }];
    };
    return { query, release: () => {} } as never;
  };
  const fleet = new Fleet({
    find: async () => Object.keys(says).map((host) => ({ host })),
    make: ({ host }) =>
      new Server({
        ...{ name: `${host}:5432`, isMany: false, questions: ['SELECT 1'], answerMs: 1000, nowMs },
        connect: connectTo(host),
      }),
    ...{ forget: () => {}, findMs: 30_000, lookMs: 200, mostLagMs: 10_000, nowMs, onTrouble: () => {} },
  });
  const client = new ReplicaClient({
    ...{ fleet, schemaVersion: 'any', mostLagMs: 10_000, writerPatienceMs: 200, position: 'SELECT 1' },
    nowMs,
    close: async () => {},
  });
  const pass = (milliseconds: number) => {
    passedMs += milliseconds;
  };
  return { says, client, pass, read: (token: string | null) => client.read(token, async () => 'row') };
}

const of = (system: string, timeline: number, lsn: string, isReplica = false) => ({ isReplica, system, timeline, lsn });

describe('an application that goes on while its database is another', () => {
  test('finds the writer of one that was upgraded, whose timelines begin at one again', async () => {
    const { says, client, read, pass } = anApplication();
    says.a = of('6001', 5, '9/FF');
    says.b = of('6001', 5, '9/FF', true);
    const { token } = await client.write(async () => 'done');
    expect(token).toBe('lsn:5:9/FF:6001');
    says.a = null;
    pass(60_000);
    await client.write(async () => 'lost').catch(() => {});
    says.a = of('7002', 1, '2/10');
    pass(60_000);
    const written = await client.write(async () => 'done');
    expect(written).toMatchObject({ server: 'a:5432', token: 'lsn:1:2/10:7002' });
    // The standby is one of the database that was.
    for (const one of [null, token, written.token]) {
      pass(60_000);
      expect(await read(one)).toMatchObject({ server: 'a:5432', token: 'lsn:1:2/10:7002' });
    }
  });

  test('does not go to a writer of another database while that of its own takes writes', async () => {
    const { says, client, pass } = anApplication();
    says.a = of('6001', 5, '9/FF');
    await client.write(async () => 'done');
    says.b = of('7002', 9, '2/10');
    pass(60_000);
    for (let times = 0; times < 3; times++) {
      expect((await client.write(async () => 'done')).server).toBe('a:5432');
      pass(60_000);
    }
  });
});
