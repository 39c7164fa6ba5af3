import { setTimeout as sleep } from 'node:timers/promises';
import { tailOfLog } from './emulator-log.ts';
import { LocalAwsError } from './local-aws-error.ts';

interface Starting {
  readonly name: string;
  readonly endpoint: string;
  readonly logFile: string;
  hasEnded(): boolean;
}

const everyMs = 50;

/** Waits until the emulator answers, but neither past the deadline nor for one that has ended. */
export async function untilReady(emulator: Starting, path: string, deadlineMs = 120_000): Promise<void> {
  const giveUpAtMs = Date.now() + deadlineMs;
  while (!(await answers(`${emulator.endpoint}${path}`))) {
    if (emulator.hasEnded()) throw failed(emulator, 'ended before it was ready');
    if (Date.now() > giveUpAtMs) throw failed(emulator, `did not answer within ${deadlineMs / 1000} s`);
    await sleep(everyMs);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function failed(emulator: Starting, what: string): LocalAwsError {
  const tail = tailOfLog(emulator.logFile) || '(nothing)';
  return new LocalAwsError('start', `${emulator.name} ${what}. The end of ${emulator.logFile}:\n${tail}`);
}
