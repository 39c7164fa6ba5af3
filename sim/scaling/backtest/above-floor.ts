import type { InCharge } from '../portfolio/in-charge.ts';
import type { AboveFloor, BacktestQuestion } from '../score/answer.ts';
import { rowOf, type Wanted } from '../score/select-rows.ts';
import type { Job, RowResult } from '../score/task.ts';
import type { Work } from './work.ts';

const family = 'aws-target-tracking';

/** Plays target tracking of AWS in the same worlds, by itself and over a minimum that Headroom moves; null where none is named. */
export async function aboveFloor(
  work: Work,
  jobs: readonly Job[],
  { native }: BacktestQuestion,
  inCharge: readonly (readonly InCharge[])[],
): Promise<AboveFloor | null> {
  if (native === undefined) return null;
  const { target, scaleInCooldownSeconds } = native;
  const knobs = { target, scaleInCooldownSeconds };
  const alone: Wanted = {
    spec: { is: 'family', family, knobs: { target, seconds: scaleInCooldownSeconds } },
    ...{ family, kind: 'peer', knobs, selection: 'configured', inBudget: true },
  };
  const wanted = inCharge.map(
    (ours): Wanted => ({
      spec: { is: 'headroom-beside-native', native, inCharge: ours },
      ...{ family: 'headroom-beside-native', kind: 'ours', knobs, selection: 'nightly', inBudget: true },
    }),
  );
  const results = await Promise.all(
    jobs.map((job, seed) =>
      work.do<RowResult[]>({
        do: 'rows',
        job,
        rows: [alone.spec, (wanted[seed] as Wanted).spec],
        keepAsked: false,
      }),
    ),
  );
  const rowAt = (one: Wanted, at: number) =>
    rowOf(
      one,
      results.flatMap((seed) => seed[at] ?? []),
    );
  const [plain, row] = [rowAt(alone, 0), rowAt(wanted[0] as Wanted, 1)];
  const both = plain.costRatio !== null && row.costRatio !== null;
  const costOverAlone = both ? (row.costRatio as number) / (plain.costRatio as number) : null;
  return { ...native, alone: plain, row, costOverAlone };
}

/** What moving the minimum brings, for a person; null where nothing was played. */
export function tellAboveFloor(played: AboveFloor | undefined): string | null {
  if (played === undefined || played.costOverAlone === null) return null;
  const { target, alone, row, costOverAlone } = played;
  const percent = ({ violationPercent }: typeof row) => `${Number((violationPercent ?? 0).toFixed(3))} %`;
  const more = Math.round((costOverAlone - 1) * 1000) / 10;
  const cost = more === 0 ? 'the same cost' : more > 0 ? `${more} % more cost` : `${-more} % less cost`;
  return `target tracking at ${target} by itself leaves ${percent(alone)} of requests violating, and ${percent(row)} where Headroom moves its minimum, at ${cost}`;
}
