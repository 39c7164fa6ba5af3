import { quoted } from '../../../postgres/quoted.ts';
import type { Side, Work } from './work.ts';

const soonMs = 2;

/** Whether a mark of the move's way is at a side. */
async function isMarked({ made }: Pick<Work, 'made'>, { session }: Side, mark: string): Promise<boolean> {
  const rows = await session.query(`SELECT 1 FROM ${quoted(made.schema, made.marks)} WHERE id = $1`, [mark]);
  return rows.length > 0;
}

/**
 * Writes a mark at the source and waits until it has come to the target, and with it everything that was committed before.
 * Answers how long that took; null where it did not come in time.
 */
export async function roundTrip(work: Work, mostMs: number): Promise<number | null> {
  const { made, source, target, nowMs, sleep } = work;
  const fromMs = nowMs();
  const marking = `INSERT INTO ${quoted(made.schema, made.marks)} (id) VALUES (gen_random_uuid()) RETURNING id`;
  const [marked] = await source.session.query(marking);
  const mark = String(marked?.id);
  while (nowMs() - fromMs < mostMs) {
    if (await isMarked(work, target, mark)) return nowMs() - fromMs;
    await sleep(soonMs);
  }
  return null;
}
