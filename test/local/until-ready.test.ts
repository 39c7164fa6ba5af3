import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../local/free-port.ts';
import { untilReady } from '../../local/until-ready.ts';
import { scratchFolder } from './scratch.ts';

async function silent(log: string, ended: boolean) {
  const logFile = join(scratchFolder(), 'it.log');
  writeFileSync(logFile, log);
  return { name: 'it', endpoint: `http://127.0.0.1:${await freePort()}`, logFile, hasEnded: () => ended };
}

describe('waiting for an emulator', () => {
  it('gives up at once on one that has ended, and shows the end of its log', async () => {
    const log = `${Array.from({ length: 50 }, (_, line) => `line ${line}.`).join('\n')}\n`;

    const error = await untilReady(await silent(log, true), '/ready').catch((reason: Error) => reason);

    expect(error).toMatchObject({ name: 'LocalAwsError', problem: 'start' });
    expect(String(error)).toMatch(/ended before it was ready.*it\.log.*line 49\./s);
    expect(String(error)).not.toContain('line 5.');
  });

  it('gives up at the deadline on one that is silent', async () => {
    await expect(untilReady(await silent('', false), '/ready', 100)).rejects.toThrow(/did not answer within 0.1 s/);
  });
});
