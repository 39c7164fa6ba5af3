import {
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { Refusal } from '../../../core/model/errors.ts';
import { type CallReport, readReport } from '../../../core/scaling/sizing/memory/read-report.ts';

type Client = Pick<LambdaClient, 'send'>;

/** What is tried of which function. */
export interface Trial {
  readonly functionName: string;
  readonly memoriesMb: readonly number[];
  /** Calls of each memory that count, after one that does not. */
  readonly runs: number;
  /** Given one after the other; an event each, as text. */
  readonly payloads: readonly string[];
}

/** What a trial needs of the world. */
export interface TrialWorld {
  readonly client: Client;
  readonly signal: AbortSignal;
  pause(milliseconds: number): Promise<void>;
  /** Hears of each memory that was tried. */
  heard(memoryMb: number): void;
}

/** What calls with one memory were reported to take. */
export interface TrialOf {
  readonly memoryMb: number;
  readonly reports: readonly CallReport[];
  /** Calls that failed, in the words of the first; null where none did. */
  readonly failed: string | null;
}

const pollMs = 500;
const mostPolls = 240;

/** Reads a function that may be tried. Throws `Refusal` where it is being changed. */
export async function readTried(
  client: Client,
  FunctionName: string,
  signal: AbortSignal,
): Promise<FunctionConfiguration> {
  const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }), { abortSignal: signal });
  if (found.LastUpdateStatus === 'InProgress')
    throw new Refusal(`${FunctionName} is being updated; try again after that`);
  return found;
}

/**
 * Calls a function with each memory, by versions that are published for it and go again: no alias and no version that was there is
 * touched. While they are published, some seconds each, $LATEST has their memory; it has its own again before the first call.
 */
export async function tryMemories(world: TrialWorld, trial: Trial): Promise<readonly TrialOf[]> {
  const before = await readTried(world.client, trial.functionName, world.signal);
  const known = await versionsOf(world, trial.functionName);
  const made: { memoryMb: number; version: string }[] = [];
  try {
    try {
      for (const memoryMb of trial.memoriesMb) {
        const version = await publish(world, trial.functionName, memoryMb);
        // Known before it is ready, so that one which never is goes again too.
        made.push({ memoryMb, version });
        await settled(world, trial.functionName, version, ({ State = 'Active' }) => State !== 'Pending');
      }
    } finally {
      await configure(ended(world), trial.functionName, before.MemorySize ?? 128);
    }
    const all: TrialOf[] = [];
    for (const { memoryMb, version } of made) {
      all.push(await callAll(world, trial, memoryMb, version));
      world.heard(memoryMb);
    }
    return all;
  } finally {
    for (const { version } of made.filter((one) => !known.has(one.version)))
      await remove(world, trial.functionName, version);
  }
}

/** What puts things back goes on though a person wants an end. */
const ended = (world: TrialWorld): TrialWorld => ({ ...world, signal: new AbortController().signal });

async function versionsOf({ client, signal }: TrialWorld, FunctionName: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let Marker: string | undefined;
  do {
    const asked = new ListVersionsByFunctionCommand({ FunctionName, ...(Marker && { Marker }) });
    const page = await client.send(asked, { abortSignal: signal });
    for (const { Version = '' } of page.Versions ?? []) found.add(Version);
    Marker = page.NextMarker;
  } while (Marker);
  return found;
}

async function publish(world: TrialWorld, FunctionName: string, memoryMb: number): Promise<string> {
  await configure(world, FunctionName, memoryMb);
  const { client, signal } = world;
  const { Version = '' } = await client.send(new PublishVersionCommand({ FunctionName }), { abortSignal: signal });
  return Version;
}

async function configure(world: TrialWorld, FunctionName: string, MemorySize: number): Promise<void> {
  const { client, signal } = world;
  const now = await client.send(new GetFunctionConfigurationCommand({ FunctionName }), { abortSignal: signal });
  if (now.MemorySize !== MemorySize) {
    await settled(world, FunctionName, undefined, isUpdated);
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize }), { abortSignal: signal });
  }
  await settled(world, FunctionName, undefined, isUpdated);
}

const isUpdated = ({ LastUpdateStatus = 'Successful' }: FunctionConfiguration) => LastUpdateStatus !== 'InProgress';

async function settled(
  { client, signal, pause }: TrialWorld,
  FunctionName: string,
  Qualifier: string | undefined,
  isSettled: (found: FunctionConfiguration) => boolean,
): Promise<void> {
  for (let poll = 0; poll < mostPolls; poll++) {
    const asked = new GetFunctionConfigurationCommand({ FunctionName, ...(Qualifier && { Qualifier }) });
    if (isSettled(await client.send(asked, { abortSignal: signal }))) return;
    await pause(pollMs);
  }
  throw new Error(`${FunctionName} has not become ready within ${(mostPolls * pollMs) / 1000} s`);
}

async function callAll(
  world: TrialWorld,
  { functionName, runs, payloads }: Trial,
  memoryMb: number,
  version: string,
): Promise<TrialOf> {
  const reports: CallReport[] = [];
  for (let run = -1; run < runs; run++) {
    const Payload = Buffer.from(payloads[Math.max(0, run) % payloads.length] ?? '{}');
    const asked = new InvokeCommand({ FunctionName: functionName, Qualifier: version, LogType: 'Tail', Payload });
    const told = await world.client.send(asked, { abortSignal: world.signal });
    if (told.FunctionError !== undefined) {
      const failed = `${told.FunctionError}: ${Buffer.from(told.Payload ?? [])
        .toString()
        .slice(0, 200)}`;
      return { memoryMb, reports: [], failed };
    }
    const report = readReport(Buffer.from(told.LogResult ?? '', 'base64').toString());
    if (report === null) throw new Error('Lambda has not reported what a call took, so that nothing was learned');
    if (run >= 0) reports.push(report);
  }
  return { memoryMb, reports, failed: null };
}

async function remove(world: TrialWorld, FunctionName: string, Qualifier: string): Promise<void> {
  if (!/^\d+$/.test(Qualifier)) return;
  await ended(world).client.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
}
