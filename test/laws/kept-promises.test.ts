import { describe, expect, test } from 'vitest';
import { sourceFiles } from '../architecture/source-file.ts';

/** Those that never reject: they know for how long a failure counts. */
const judged = new Set(['adapters/scaling/zones/zones.ts']);

const files = sourceFiles(['adapters', 'clients', 'functions']).filter(
  ({ file }) => !/^adapters\/aws\/(?:once|kept)\.ts$/.test(file) && !judged.has(file),
);

/** Where a promise outlives the question that made it, as far as its type says so. */
const held = /(?:let|private|readonly) (\w+): Promise<[^;()]*> \| null\b|\b(\w+) = new Map<[^;()]*Promise</g;

describe('a promise that a process holds', () => {
  const holding = files.flatMap(({ file, text }) =>
    [...text.matchAll(held)].map((found) => ({ file, text, name: found[1] ?? found[2] ?? '' })),
  );

  test('is found by this law', () => {
    expect(holding.map(({ file }) => file)).toContain('adapters/replicas/fleet.ts');
    expect(holding.map(({ file }) => file)).toContain('adapters/sharding/client/shard-pools.ts');
  });

  // A failure that is kept is told for as long as the process lives: what may be kept is kept by `once` or `Kept`.
  test.each(holding)('is let go of when it is settled: $name in $file', ({ text, name }) => {
    expect(text).toMatch(new RegExp(`\\b${name} (?:\\?\\?)?= [^;]*?\\.finally\\(|\\b${name}\\.delete\\(`));
  });
});
