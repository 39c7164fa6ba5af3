import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { namedFleet } from '../../../cli/init/named-fleet.ts';
import { runHeadroom } from '../run-headroom.ts';

const folder = mkdtempSync(join(tmpdir(), 'headroom-init-'));
const nowhere = { AWS_EC2_METADATA_DISABLED: 'true', HOME: folder };
afterAll(() => rmSync(folder, { recursive: true }));

describe('headroom init without AWS', () => {
  it('writes what is named, says the next command, and leaves a file that is there as it is unless it is told to', async () => {
    const file = join(folder, 'headroom.config.json');
    const named = ['init', file, '--service', 'shop/web', '--min', '2', '--max', '9', '--alarm-topic', 'on-call'];
    const { exitCode, stdout } = await runHeadroom(named, nowhere);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `written: ${file}, 1 scalable in mode recommend, which changes nothing\nnext: npx headroom-aws doctor ${file}\n`,
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      alarmActions: ['on-call'],
      scalables: { 'shop/web': { mode: 'recommend', bounds: { min: 2, max: 9 }, sloBudgetPercent: 0.5 } },
    });
    writeFileSync(file, 'mine');
    const again = await runHeadroom(named, nowhere);
    expect(again).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('was left as it is') });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await runHeadroom([...named, '--force'], nowhere)).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('shop/web');
  });

  it('says how to name what there is where nobody is there to be asked, and writes nothing', async () => {
    const file = join(folder, 'none.ts');
    const { exitCode, stderr } = await runHeadroom(['init', file], nowhere);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('--group or --service, with --min and --max');
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    [{ group: 'a', service: 'b/c' }, 'two things'],
    [{ group: 'a', min: 1 }, '--max'],
    [{ group: 'a', min: 3, max: 2 }, 'raise --max'],
    [{ service: 'web', min: 1, max: 2 }, 'its cluster'],
    [{ group: 'a', min: 1, max: 2, targetGroup: 'targetgroup/a/b' }, 'belong together'],
  ])('refuses %j', (named, says) => {
    expect(() => namedFleet(named)).toThrow(says);
  });
});
