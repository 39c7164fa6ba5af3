import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { counted } from '../../../core/model/counted.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { backtestPool } from '../../../sim/parallel/pool.ts';
import { tellAboveFloor } from '../../../sim/scaling/backtest/above-floor.ts';
import { backtest } from '../../../sim/scaling/backtest/backtest.ts';
import { usualNative } from '../../../sim/scaling/beside/beside-native.ts';
import type { Backtest, BacktestQuestion } from '../../../sim/scaling/score/answer.ts';
import type { Job } from '../../../sim/scaling/score/task.ts';
import { faultMeanings } from '../../../sim/scaling/world/fault-kind.ts';
import { CommandError } from '../../command-error.ts';
import { entryLines } from '../../explain/entry-lines.ts';
import { progress } from '../../progress.ts';
import { coloured, note, type Session, say, sayJson } from '../../session.ts';
import { decisionsCsv } from './decisions-csv.ts';
import { markdown } from './markdown.ts';
import type { BacktestOptions } from './options.ts';
import { ownConfigs } from './own-configs.ts';
import { askedOf, asPlayed, perSecond } from './own-fleet.ts';
import { readDemand } from './read-demand.ts';
import { tellBacktest } from './tell-backtest.ts';

/** Runs a backtest and tells what came of it. Throws `InvalidInput` and `CommandError` where it cannot. */
export async function runBacktest(session: Session, file: string | null, options: BacktestOptions): Promise<void> {
  const startMs = session.nowMs();
  const configs = await ownConfigs(session, options);
  const { fleet, pool, ...asked } = askedOf(options, configs);
  const demand = await readDemand(session, file, options);
  const question = {
    trace: perSecond(demand.trace, options, fleet),
    ...asked,
    ...(fleet && { fleet }),
    ...(pool && { pool }),
    configured: asPlayed(configs, fleet, options),
    metricClassSeconds: options.metrics,
    seeds: Array.from({ length: options.seeds }, (_, index) => index + 1),
    full: options.full === true,
    faults: options.faults,
    ...(options.besideNative !== undefined && { native: { ...usualNative, target: options.besideNative } }),
  };
  const answer = await answerOf(session, question);
  const notes = [
    ...demand.notes,
    ...beyondMax(answer),
    ...[tellAboveFloor(answer.table.besideNative)].filter((told) => told !== null),
    ...options.faults.map((kind) => `what goes wrong: ${faultMeanings[kind]}`),
  ];
  const written = await writeAll(session, options, { question, answer, notes });
  if (options.json) sayJson(session, answer.table);
  else tellBacktest(session, answer, { notes, written, tookMs: session.nowMs() - startMs });
  if (options.explain !== undefined && !options.json) await explainAt(session, question, answer, options.explain);
  if (options.failOverBudget) failOverBudget(answer);
}

/** How much of the time more is needed than may run: no policy can do anything about that. */
function beyondMax({ table: { fleet }, world: { need, scored } }: Backtest): string[] {
  const { max = null } = fleet ?? {};
  const steps = need.filter((units, step) => scored[step] === 1 && units > (max ?? units)).length;
  if (steps === 0) return [];
  const percent = (100 * steps) / scored.reduce((sum, is) => sum + is, 0);
  return [`in ${percent.toFixed(1)} % of the time more than the most, ${max}, is needed: nobody can serve that`];
}

/** Throws `CommandError` where what is configured, or Headroom where nothing is, misses the budget. */
function failOverBudget({ table: { rows, headroom, sloBudgetPercent } }: Backtest): void {
  const { family, violationPercent } = rows.find(({ kind }) => kind === 'yours') ?? headroom;
  if ((violationPercent ?? 100) <= sloBudgetPercent) return;
  const found = `${family} misses the budget: ${violationPercent?.toFixed(3)} % of requests find too little capacity, and ${sloBudgetPercent} % may`;
  throw new CommandError(`${found}; lower its target, raise its bounds, or allow more by --slo-budget`);
}

/** Spreads the work over the cores; at Ctrl-C the threads end with it. */
async function answerOf(session: Session, question: BacktestQuestion): Promise<Backtest> {
  const { signal } = session;
  signal.throwIfAborted();
  const shown = progress(session);
  const pool = backtestPool();
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    shown.step(
      `backtest of ${question.trace.name}: ${counted(days(question), 'day')}, a lead of ${question.leadSeconds} s`,
    );
    const onProgress = (done: number, of: number): void => shown.at(done, of, 'parts of the sweep');
    return await Promise.race([backtest(question, { pool, onProgress }), stopped]);
  } finally {
    shown.end();
    await pool.close();
  }
}

function days({ trace }: BacktestQuestion): number {
  return Math.round((trace.values.length * trace.stepSeconds) / 8640) / 10;
}

interface Answered {
  readonly question: BacktestQuestion;
  readonly answer: Backtest;
  readonly notes: readonly string[];
}

/** Writes the files that were asked for and answers their names. */
async function writeAll(
  session: Session,
  { html, decisions, markdown: comment, json }: BacktestOptions,
  { question, answer, notes }: Answered,
): Promise<string[]> {
  const written: string[] = [];
  const write = async (file: string, text: string): Promise<void> => {
    const path = resolve(session.cwd, file);
    await writeFile(path, text).catch((cause: unknown) => {
      throw new CommandError(`${path} cannot be written; name a file in a folder that exists and is yours`, { cause });
    });
    if (json) note(session, `written: ${path}`);
    written.push(path);
  };
  if (decisions !== undefined) await write(decisions, decisionsCsv(answer));
  if (comment !== undefined) await write(comment, markdown(answer));
  if (html !== undefined) await write(html, await reportOf(question, answer, notes));
  return written;
}

async function reportOf(question: BacktestQuestion, answer: Backtest, notes: readonly string[]): Promise<string> {
  const [{ reportHtml }, { backtestReport }, { witnessedRun }] = await Promise.all([
    import('../../../sim/scaling/report/report-html.ts'),
    import('../../../sim/scaling/report/backtest-report.ts'),
    import('../../../sim/scaling/report/witnessed-run.ts'),
  ]);
  const witnessed = witnessedRun(jobOf(question), answer.inCharge);
  return reportHtml(backtestReport(answer, witnessed, notes));
}

/** The first seed's world. */
function jobOf({ trace, leadSeconds, metricClassSeconds, faults = [], fleet }: BacktestQuestion): Job {
  return { trace, leadSeconds, metricClassSeconds, faults, seed: 1, ...(fleet && { fleet }) };
}

/** Tells one look of the simulated world as `headroom explain` tells one of the ledger. */
async function explainAt(
  session: Session,
  question: BacktestQuestion,
  { inCharge }: Backtest,
  atMs: number,
): Promise<void> {
  const { simulatedEntry } = await import('../../../sim/scaling/report/witnessed-run.ts');
  const entry = simulatedEntry(jobOf(question), inCharge, atMs);
  if (entry === null)
    throw new InvalidInput('--explain', `${new Date(atMs).toISOString()} is not in the trace; give a time of it`);
  say(session);
  for (const line of await entryLines(entry, (style, text) => coloured(session.out, style, text))) say(session, line);
}
