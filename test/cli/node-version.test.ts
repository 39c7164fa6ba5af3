import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tooOld } from '../../cli/node-version.ts';
import packageJson from '../../package.json' with { type: 'json' };

describe('the Node of the command line', () => {
  it.each(['v22.18.0', 'v22.20.1', 'v24.0.0', 'v26.1.0'])('%s is new enough', (version) => {
    expect(tooOld(version)).toBeNull();
  });

  it.each(['v18.20.0', 'v20.20.2', 'v22.17.9'])('%s is refused in one line that says what to install', (version) => {
    expect(tooOld(version)).toMatch(
      new RegExp(`^headroom runs on Node 22.18 or newer, and this is ${version}: install .+$`),
    );
  });

  it('is what the package says it needs', () => {
    expect(packageJson.engines.node).toBe('>=22.18');
  });

  const old = '/usr/bin/node';
  const isOld = existsSync(old) && tooOld(spawnSync(old, ['--version'], { encoding: 'utf8' }).stdout.trim()) !== null;
  it.runIf(isOld)('says nothing but that line where an old one runs it', () => {
    const bin = join(import.meta.dirname, '../../dist/bin/headroom.js');
    const { status, stdout, stderr } = spawnSync(old, [bin, '--help'], { encoding: 'utf8' });
    expect([status, stdout, stderr.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(stderr).toContain('headroom runs on Node 22.18 or newer');
  });
});
