import { isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { sourceFiles } from '../architecture/source-file.ts';
import { packagesOf } from '../clients-of.ts';

const files = new Map(
  sourceFiles(['bin', 'cli', 'lib', 'clients', 'core', 'adapters', 'sim', 'local', 'functions']).map((one) => [
    one.file,
    one,
  ]),
);
/** What few people need: where it is missing, the one who asks is told to install it. */
const askedFor = ['hyparquet'];
const installed = new Set([...Object.keys(packageJson.dependencies), ...Object.keys(packageJson.peerDependencies)]);
const nameOf = (from: string) => from.split('/', from.startsWith('@') ? 2 : 1).join('/');
const loaded = (start: string) =>
  packagesOf(start, files)
    .filter((from) => !isBuiltin(from))
    .map(nameOf);

describe('what an installed package loads', () => {
  it.each([
    'bin/headroom.ts',
    'lib/index.ts',
    'core/config.ts',
    'clients/shards.ts',
    'clients/cache.ts',
    'clients/replicas.ts',
  ])('is installed with it: %s', (start) => {
    expect(files.has(start)).toBe(true);
    expect([...new Set(loaded(start))].filter((name) => !installed.has(name) && !askedFor.includes(name))).toEqual([]);
  });

  it('is found wherever it is loaded late', () => {
    expect(loaded('bin/headroom.ts')).toContain('@aws-sdk/client-sns');
  });
});
