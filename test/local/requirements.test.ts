import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe.each([
  ['ministack', 'ministack==1.5.33'],
  ['moto', 'moto==5.2.5'],
  ['libcachesim', 'libcachesim==0.3.5'],
])('the requirements of %s', (name, pin) => {
  const text = readFileSync(new URL(`../../local/requirements/${name}.txt`, import.meta.url), 'utf8');
  const entries = text
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));

  it('pin the version that was tried', () => {
    expect(entries.some((entry) => entry.startsWith(`${pin} `))).toBe(true);
  });

  it('pin every package exactly and by hash', () => {
    expect(entries.filter((entry) => !/^[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}/.test(entry))).toEqual([]);
  });

  it('name no server', () => {
    expect(text).not.toMatch(/https?:|--(extra-)?index-url|--find-links|--trusted-host/);
  });
});
