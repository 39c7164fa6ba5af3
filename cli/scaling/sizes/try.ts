import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Command } from 'commander';
import { readingClient } from '../../../adapters/aws/client-settings.ts';
import { readTried, type TrialOf, tryMemories } from '../../../adapters/scaling/trying/try-memory.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { tell } from '../../../core/model/reason.ts';
import { lambdaUsdPerGbSecond } from '../../../core/prices/lambda-price.ts';
import { adviseMemory, type MemoryAdvice } from '../../../core/scaling/sizing/memory/advise-memory.ts';
import { CommandError } from '../../command-error.ts';
import { confirm } from '../../confirm.ts';
import { clientSettings, type Place, withPlace } from '../../connect.ts';
import { withExamples } from '../../examples.ts';
import { isTerminal, note, type Session, say, sayJson } from '../../session.ts';
import { table } from '../../table.ts';

interface Options extends Place {
  readonly payload: readonly string[];
  readonly memory: string;
  readonly runs: string;
  readonly callsPerMonth?: string;
  readonly atMostMs?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly json?: true;
}

const examples = [
  'headroom sizes try thumbnails --payload event.json --calls-per-month 3000000',
  'headroom sizes try thumbnails --payload small.json --payload large.json --memory 256,512,1024,1769 --runs 20 --dry-run',
] as const;

const after = `It publishes a version for each memory, calls it with your events, and deletes it again; aliases and versions that are there
stay as they are. What the function does it does for real: give events that may be repeated. While versions are published $LATEST has
their memory for some seconds each, which whoever calls the function without an alias or a version meets.`;

const [leastMb, mostMb] = [128, 10_240];
const [mostMemories, mostRuns] = [10, 100];
/** Lambda's list price is of the architecture; what is not told is x86_64. */
const architectureOf = ({ Architectures: [one] = [] }: FunctionConfiguration) => (one === 'arm64' ? 'arm64' : 'x86_64');

/** `headroom sizes try`: what calls of a function take and cost by its memory. */
export function tryMemory(session: Session): Command {
  const add = (value: string, all: readonly string[]) => [...all, value];
  return withPlace(withExamples(new Command('try'), examples, { after }))
    .description('which memory serves the calls of a Lambda function for the least, by trying some')
    .argument('<name>', 'its name')
    .option('--payload <file>', 'an event to call it with, as JSON; may be given several times', add, [])
    .option('--memory <list>', 'memories to try, MB; that of the function is tried too', '256,512,1024,1769,3008')
    .option('--runs <count>', 'calls with each memory, after a first that does not count', '10')
    .option('--calls-per-month <count>', 'how often it is called, to tell what is saved in a month')
    .option('--at-most-ms <number>', 'leave out memories with which a call takes longer on average')
    .option('--dry-run', 'only say what would be called')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON object')
    .action((name: string, options: Options) => run(session, name, options));
}

async function run(session: Session, functionName: string, options: Options): Promise<void> {
  const client = new LambdaClient({ ...readingClient, ...(await clientSettings(options)) });
  const given = memoriesOf(options.memory);
  const runs = whole('--runs', options.runs, mostRuns);
  const [callsPerMonth, atMostMs] = [
    above0('--calls-per-month', options.callsPerMonth),
    above0('--at-most-ms', options.atMostMs),
  ];
  const payloads = await Promise.all(options.payload.map((file) => readEvent(session, file)));
  const found = await readTried(client, functionName, session.signal);
  const ownMb = found.MemorySize ?? leastMb;
  const memoriesMb = [...new Set([...given, ownMb])].sort((a, b) => a - b);
  const usdPerGbSecond = lambdaUsdPerGbSecond(architectureOf(found));
  const most = (
    memoriesMb.reduce((sum, mb) => sum + mb / 1024, 0) *
    (runs + 1) *
    (found.Timeout ?? 3) *
    usdPerGbSecond
  ).toFixed(2);
  note(
    session,
    `${functionName} has ${ownMb} MB. ${runs + 1} calls each with ${memoriesMb.join(', ')} MB cost $${most} at the most, if every one takes its whole timeout.`,
  );
  if (options.dryRun) return;
  if (payloads.length === 0)
    throw new InvalidInput('--payload', 'is missing; give an event that may be repeated, e.g. --payload event.json');
  await confirm(
    session,
    options,
    `publish ${memoriesMb.length} versions of ${functionName}, call them, and delete them again?`,
  );
  const heard = (mb: number) => (isTerminal(session.err) ? session.err.write(`\r${mb} MB tried `) : true);
  const world = { client, signal: session.signal, heard, pause: (ms: number) => setTimeout(ms) };
  const tried = await tryMemories(world, { functionName, memoriesMb, runs, payloads });
  if (isTerminal(session.err)) session.err.write('\r\u001b[K');
  tellAdvice(session, tried, { ownMb, usdPerGbSecond, callsPerMonth, atMostMs }, options);
}

interface Known {
  readonly ownMb: number;
  readonly usdPerGbSecond: number;
  readonly callsPerMonth: number | null;
  readonly atMostMs: number | null;
}

function tellAdvice(session: Session, all: readonly TrialOf[], known: Known, { json }: Options): void {
  for (const { memoryMb, failed } of all)
    if (failed !== null) note(session, `with ${memoryMb} MB a call has failed (${failed})`);
  const done = all.filter(({ failed }) => failed === null);
  if (!done.some(({ memoryMb }) => memoryMb === known.ownMb)) {
    throw new CommandError(`calls with ${known.ownMb} MB, which the function has, fail; mend the events of --payload`);
  }
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const tried = done.map(({ memoryMb, reports }) => ({
    memoryMb,
    meanMs: mean(reports.map(({ billedMs, initMs }) => Math.max(1, billedMs - Math.round(initMs)))),
  }));
  const mostUsedMb = Math.max(...done.flatMap(({ reports }) => reports.map(({ usedMb }) => usedMb)));
  const advice = adviseMemory({ ...known, tried, mostUsedMb });
  if (json) {
    sayJson(session, { says: tell(advice.because), mostUsedMb, ...advice });
    return;
  }
  for (const line of linesOf(advice)) say(session, line);
  note(session, `at most ${mostUsedMb} MB were used`);
}

function linesOf({ because, own, offers, curve }: MemoryAdvice): readonly string[] {
  const columns = [
    { title: 'MB' },
    ...['ms a call', '$ a million', 'beside now'].map((title) => ({ title, right: true })),
  ];
  const rows = offers
    .filter((one, place) => one.isTried || place === 0)
    .map((one) => [
      `${one.memoryMb}${one.memoryMb === own.memoryMb ? ' (now)' : ''}${one.isTried ? '' : ' (by the curve)'}`,
      one.meanMs.toFixed(1),
      one.usdPerMillion.toFixed(2),
      `${((100 * one.usdPerMillion) / own.usdPerMillion).toFixed(0)} %`,
    ]);
  const told =
    curve === null
      ? []
      : [
          '',
          `a call waits ${curve.waitMs.toFixed(1)} ms and works ${curve.workMs.toFixed(1)} ms of one CPU, on ${curve.cpus} at once; wrong by ${(100 * curve.worstError).toFixed(0)} % at the most`,
        ];
  const ladder = offers.filter(({ isTried }) => isTried).sort((a, b) => 1000 / a.meanMs - 1000 / b.meanMs);
  const rungs = ladder.map(
    ({ memoryMb, meanMs }) => `{ size: '${memoryMb}', serves: ${Number((1000 / meanMs).toPrecision(4))} }`,
  );
  return [tell(because), '', ...table(columns, rows), ...told, '', `for sizes.ladder: ${rungs.join(', ')}`];
}

async function readEvent({ cwd }: Session, file: string): Promise<string> {
  const text = await readFile(resolve(cwd, file), 'utf8').catch((error: Error) => {
    throw new CommandError(`${file} cannot be read: ${error.message}`);
  });
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw new InvalidInput('--payload', `${file} is not JSON; write the event as the function gets it`);
  }
}

function memoriesOf(text: string): number[] {
  const all = [...new Set(text.split(',').map((one) => Number(one.trim())))];
  const wrong = all.find((one) => !Number.isInteger(one) || one < leastMb || one > mostMb);
  if (wrong !== undefined)
    throw new InvalidInput(
      '--memory',
      `"${text}" holds what is not a memory; write MB from ${leastMb} to ${mostMb}, e.g. 512,1024`,
    );
  if (all.length > mostMemories)
    throw new InvalidInput('--memory', `${all.length} are too many; name ${mostMemories} at the most`);
  return all;
}

function whole(field: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  throw new InvalidInput(field, `"${text}" is not a number of calls; write 1 to ${most}`);
}

function above0(field: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidInput(field, `"${text}" is not a number above 0`);
}
