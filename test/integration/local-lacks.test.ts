import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endedOf, flagsOf, leaves, linesOf, runAll } from '../cli/aws/example-lines.ts';
import type { Ended } from '../cli/aws/run-all.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
const folder = mkdtempSync(join(tmpdir(), 'headroom-local-'));
const local = (await leaves()).filter(({ command }) => flagsOf(command).includes('--local'));

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await aws?.stop();
});

describe.runIf(aws !== null)('a command that takes --local', () => {
  let ended: readonly Ended[];
  beforeAll(async () => {
    await ledgerTable(aws?.endpoint ?? '', 'asked');
    ended = await runAll(
      local.flatMap((one) => linesOf(one, [], 'asked')),
      { ...aws?.environment, HOME: folder },
      folder,
    );
  });

  it.each(local)('$path says what the local AWS lacks in a sentence that names the call', ({ path }) => {
    const own = endedOf(path, ended);
    expect(own).not.toEqual([]);
    expect(own.filter((one) => isRaw(one))).toEqual([]);
  });

  it('says it of a call and of a whole service, as an error and beside what was found', () => {
    const said = (path: string) =>
      endedOf(`headroom ${path}`, ended)
        .map(({ err }) => err)
        .join('\n');
    const lacks = /were not looked at: .* does not know ApplicationAutoScaling \w+; a local AWS lacks some calls/;
    expect(said('mutes')).toContain('does not know CloudWatch ListAlarmMuteRules; a local AWS lacks some calls');
    expect(said('advise')).toMatch(lacks);
    expect(said('init')).toMatch(lacks);
  });
});

/** Whether what AWS or the SDK calls it is all that somebody reads. */
function isRaw({ out, err }: Ended): boolean {
  return /^ {4}at |not an error that Headroom knows|UnknownError|\bUnknown:|InvalidAction|NotImplemented/m.test(
    out + err,
  );
}
