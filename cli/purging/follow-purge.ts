import { setTimeout as sleep } from 'node:timers/promises';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbPurges } from '../../adapters/purging/dynamodb.ts';
import type { Table } from '../../adapters/table/table.ts';
import type { Kept } from '../../core/purging/observation.ts';
import type { Receipt } from '../../core/purging/ports.ts';
import { settledBy } from '../../core/purging/settled.ts';
import { CommandError } from '../command-error.ts';
import type { Where } from '../connect.ts';
import { progress } from '../progress.ts';
import { note, type Session } from '../session.ts';
import { typedCommand } from '../typed-command.ts';
import type { PurgeAnswer } from './ask-purger.ts';

/** When what was asked for had been requested, asked of the CDN, and completed everywhere. */
export interface PurgeTimes {
  readonly requestedAtMs: number;
  readonly submittedAtMs: number;
  readonly completedAtMs: number;
}

/** What was asked of the purger, and what it answered. */
export interface Followed {
  readonly purge: string;
  readonly items: readonly string[];
  readonly answer: PurgeAnswer;
  readonly where: Where;
}

const eachMs = 1000;
/** Past this somebody has to look. */
const patienceMs = 10 * 60_000;

/** Waits until all items are purged everywhere, showing how far they are, and answers when that was. */
export async function followPurge(session: Session, table: Table, followed: Followed): Promise<PurgeTimes> {
  const see = typedCommand(`explain ${followed.purge}`, followed.where);
  const shown = progress(session);
  const giveUpAtMs = session.nowMs() + patienceMs;
  shown.step('waiting until it is submitted');
  let submitted = false;
  try {
    while (session.nowMs() < giveUpAtMs) {
      const { covered, receipts, times } = await lookAt(table, followed, session.nowMs());
      if (covered && !submitted) shown.step('submitted; waiting until it is completed');
      submitted = covered;
      if (covered) shown.at(times.length, receipts.length, 'purges completed');
      if (covered && times.length === receipts.length) return spanOf(times);
      await sleep(eachMs, undefined, { signal: session.signal });
    }
  } catch (error) {
    if (session.signal.aborted) note(session, `the purge goes on; ${see} tells of it`);
    throw error;
  } finally {
    shown.end();
  }
  const stage = submitted ? 'completed' : 'submitted';
  throw new CommandError(`it is not ${stage} after ten minutes; ${see} says why`);
}

interface Seen {
  /** Whether all items are submitted. */
  readonly covered: boolean;
  readonly receipts: readonly Receipt[];
  /** The times of those that are completed. */
  readonly times: readonly PurgeTimes[];
}

async function lookAt(table: Table, { purge, items, answer: { chunks } }: Followed, nowMs: number): Promise<Seen> {
  const key = { capability: 'purging', subject: purge };
  const all = await dynamoDbPurges(table).receipts(purge, nowMs);
  const receipts = all.filter((one) => one.purge.chunks.some((chunk) => chunks.includes(chunk)));
  const covers = receipts.map((one) => settledBy(one.purge));
  const covered = items.every((item) => covers.some((one) => one.covers(item)));
  const kept = (await dynamoDbLedger(table).memory(key))?.kept as Kept | null | undefined;
  return { covered, receipts, times: receipts.flatMap((one) => timesOf(one, kept?.completed ?? [])) };
}

function timesOf({ purge, purgeIds, submittedAtMs }: Receipt, completed: Kept['completed']): PurgeTimes[] {
  const { id, requestedAtMs } = purge;
  const completedAtMs =
    completed.find((one) => one.id === id)?.completedAtMs ?? (purgeIds.length === 0 ? submittedAtMs : null);
  return completedAtMs === null ? [] : [{ requestedAtMs, submittedAtMs, completedAtMs }];
}

function spanOf(times: readonly PurgeTimes[]): PurgeTimes {
  const last = (of: keyof PurgeTimes) => Math.max(...times.map((one) => one[of]));
  return {
    requestedAtMs: Math.min(...times.map((one) => one.requestedAtMs)),
    submittedAtMs: last('submittedAtMs'),
    completedAtMs: last('completedAtMs'),
  };
}
