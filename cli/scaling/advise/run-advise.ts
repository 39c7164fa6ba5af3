import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { backtestPool, type Pool } from '../../../sim/parallel/pool.ts';
import type { FleetAdvice } from '../../../sim/scaling/advising/advise-fleet.ts';
import { verdictOnFleet } from '../../../sim/scaling/advising/verdict-on-fleet.ts';
import { CommandError } from '../../command-error.ts';
import { configSource } from '../../config/config-source.ts';
import { progress } from '../../progress.ts';
import { note, type Session, say, sayJson } from '../../session.ts';
import type { Advice, AdvisedFleet, FleetCase } from './advice.ts';
import { adviceJson } from './advice-json.ts';
import type { AskedAccount } from './ask-account.ts';
import { type Asking, askedPrices } from './asked-prices.ts';
import { fileCase } from './file-case.ts';
import { type AdviseOptions, refuseStrangers } from './options.ts';
import { tellAdvice } from './tell-advice.ts';

/** Hands on each fleet as soon as it is read; `of` them are to come. */
type Take = (one: FleetCase, of: number) => void;
type Played = Omit<Advice, 'data'> & Pick<AskedAccount, 'nothing'>;

/** Advises on what an account has, or on files, and tells it. Throws `InvalidInput` and `CommandError` where it cannot. */
export async function runAdvise(session: Session, files: readonly string[], options: AdviseOptions): Promise<void> {
  refuseStrangers(files, options);
  const startMs = session.nowMs();
  const asking = { ...options, prices: await askedPrices(session, options) };
  const { nothing, ...played } = await adviseAll(session, files, asking);
  const beside = files.length === 0 ? await besideOf(session, asking) : null;
  if (nothing !== null && isEmpty(beside)) {
    for (const trouble of beside?.troubles ?? []) note(session, trouble);
    throw new CommandError(nothing);
  }
  const advice: Advice = { ...played, data: beside?.data ?? null };
  const better = advice.fleets.flatMap(({ name, config, verdict }) => {
    return config !== null && verdict === 'headroom' ? [[name, config] as const] : [];
  });
  const source = better.length === 0 ? null : configSource({ scalables: Object.fromEntries(better) });
  const written = await writeAll(session, options, advice, source);
  if (options.json) sayJson(session, adviceJson(advice, beside?.caches ?? null));
  else {
    tellAdvice(session, advice, { source, written, tookMs: session.nowMs() - startMs });
    for (const line of beside?.lines ?? []) say(session, line);
  }
}

/** What stands beside the fleets of an account. Only now: it loads clients of AWS, which files do not need. */
async function besideOf(session: Session, { prices, ...options }: Asking) {
  const [{ askData }, { askCaches, cacheLines }] = await Promise.all([
    import('../sizes/ask-data.ts'),
    import('./ask-caches.ts'),
  ]);
  const data = await askData(session, { ...options, catalogue: prices.data });
  const sized = new Set(data.advice.flatMap(({ of, name }) => (of === 'cache' ? [name] : [])));
  const caches = await askCaches(session, options, { sized, prices: prices.data });
  const troubles = [...data.troubles, ...(caches.trouble === null ? [] : [caches.trouble])];
  return { data, caches, troubles, lines: cacheLines(caches) };
}

function isEmpty(beside: Awaited<ReturnType<typeof besideOf>> | null): boolean {
  return beside === null || (beside.data.looked.length === 0 && beside.caches.caches.length === 0);
}

/** Plays each fleet on another core while the next ones are read; at Ctrl-C the threads end with it. */
async function adviseAll(session: Session, files: readonly string[], options: Asking): Promise<Played> {
  const { signal } = session;
  signal.throwIfAborted();
  const shown = progress(session);
  const pool = backtestPool();
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    const playing: Promise<AdvisedFleet>[] = [];
    let done = 0;
    const take: Take = (one, of) => {
      const played = play(pool, one).then((fleet) => {
        shown.at(++done, of, fleet.name);
        return fleet;
      });
      // Whoever waits for all of them is told of the first that fails.
      played.catch(() => {});
      playing.push(played);
    };
    const asked = await Promise.race([askAll(session, files, options, take), stopped]);
    const fleets = await Promise.race([Promise.all(playing), stopped]);
    const { readOn, region } = options.prices.units;
    const { sloBudget: sloBudgetPercent, lead: leadSeconds } = options;
    return { ...asked, sloBudgetPercent, leadSeconds, pricesOf: { readOn, region }, fleets };
  } finally {
    shown.end();
    await pool.close();
  }
}

async function askAll(session: Session, files: readonly string[], options: Asking, take: Take): Promise<AskedAccount> {
  if (files.length === 0) {
    // Only now: it loads the clients of AWS, which files do not need.
    const { askAccount } = await import('./ask-account.ts');
    return askAccount(session, options, take);
  }
  for (const file of files) take(await fileCase(session.cwd, file, options), files.length);
  return { where: files.join(', '), troubles: [], asking: null, nothing: null };
}

async function play(pool: Pool, one: FleetCase): Promise<AdvisedFleet> {
  const { question } = one;
  if (question === null) return { ...one, advice: null, verdict: 'none' };
  const advice = await pool.run<FleetAdvice | null>({ do: 'advise', fleet: question });
  if (advice === null) return { ...one, hindrance: 'less than two days of it are recorded', advice, verdict: 'none' };
  return { ...one, advice, verdict: verdictOnFleet(advice, question.sloBudgetPercent) };
}

async function writeAll(
  session: Session,
  { html, write }: AdviseOptions,
  advice: Advice,
  source: string | null,
): Promise<string[]> {
  const written: string[] = [];
  const put = async (file: string, text: string, flag: 'w' | 'wx'): Promise<void> => {
    const path = resolve(session.cwd, file);
    await writeFile(path, text, { flag }).catch((cause: NodeJS.ErrnoException) => {
      const isThere = cause.code === 'EEXIST';
      const fix = isThere
        ? 'is there already and is left as it is; name another file'
        : 'cannot be written; name a file in a folder that exists and is yours';
      throw new CommandError(`${path} ${fix}`, { cause });
    });
    written.push(path);
  };
  if (write !== undefined && source !== null) await put(write, source, 'wx');
  if (html !== undefined) {
    const [{ reportHtml }, { adviceReport }] = await Promise.all([
      import('../../../sim/scaling/report/report-html.ts'),
      import('./advice-report.ts'),
    ]);
    await put(html, reportHtml(adviceReport(advice)), 'w');
  }
  return written;
}
