import { families } from '../baselines/families.ts';
import { candidates } from '../portfolio/candidates.ts';
import { poolCandidates } from '../portfolio/pool-candidates.ts';
import type { BacktestHelp, BacktestQuestion } from '../score/answer.ts';
import type { CandidatePoint, Job, Task } from '../score/task.ts';
import { profileOf } from '../world/own-fleet.ts';

/** Learning costs as much as about forty candidates' asking, so tasks are not smaller. */
const candidatesATask = 70;

/** Tasks given out, and told of as they end. */
export class Work {
  private readonly help: BacktestHelp;
  private readonly expected: number;
  private done = 0;

  /** `seeds`: for how many of them everything is done. */
  constructor(help: BacktestHelp, question: BacktestQuestion, seeds: number) {
    this.help = help;
    const { pool: _, ...plain } = question;
    const tasks = (one: Playing): number => Math.ceil(countOf(one) / candidatesATask);
    const besidePool = question.pool === undefined ? 0 : tasks(question) + 1;
    const sweeps = question.full ? 1 : 2;
    const aboveFloor = question.native === undefined ? 0 : 1;
    this.expected = 1 + seeds * (sweeps * families.length + tasks(plain) + 1 + besidePool + aboveFloor);
  }

  async do<Result>(task: Task): Promise<Result> {
    const result = await this.help.pool.run<Result>(task);
    this.done++;
    this.help.onProgress?.(this.done, this.expected);
    return result;
  }
}

type Playing = Pick<Job, 'leadSeconds' | 'metricClassSeconds' | 'fleet' | 'pool'>;

function countOf({ leadSeconds, pool, ...kind }: Playing): number {
  const profile = profileOf(kind);
  return (pool ? poolCandidates({ ...pool, leadSeconds }, profile) : candidates(leadSeconds, profile)).length;
}

/** What every candidate of the portfolio did in one world. */
export async function runCandidates(work: Work, job: Job): Promise<CandidatePoint[]> {
  const count = countOf(job);
  const starts = Array.from({ length: Math.ceil(count / candidatesATask) }, (_, index) => index * candidatesATask);
  const parts = await Promise.all(
    starts.map((from) => work.do<CandidatePoint[]>({ do: 'candidates', job, from, below: from + candidatesATask })),
  );
  return parts.flat();
}
