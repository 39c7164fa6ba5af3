import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../local/emulator-log.ts';
import { scratchFolder } from './scratch.ts';

describe('the logs of emulators', () => {
  it('are kept for the last twenty starts', () => {
    const root = scratchFolder();
    const folder = join(root, '.local', 'logs');
    mkdirSync(folder, { recursive: true });
    for (let day = 10; day < 40; day += 1) writeFileSync(join(folder, `202601${day}T000000-ministack-1.log`), '');

    const newest = openLog(root, 'ministack', 4566);

    const kept = readdirSync(folder).sort();
    expect(kept).toHaveLength(20);
    expect(kept[0]).toContain('20260121');
    expect(newest.endsWith(kept.at(-1) ?? 'none')).toBe(true);
  });
});
