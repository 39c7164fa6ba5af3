import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { shortErrors } from './short-errors.ts';
import { shortRegions } from './short-regions.ts';
import { boundedMap, noAdaptiveMode, noEventStreams, noInstance, noOwnHash } from './stand-ins.ts';

/** A file of a package that is bundled shorter than it was published; what it does in a function stays the same. */
interface Shortened {
  readonly path: RegExp;
  shorten(text: string): string;
}

export const shortened: readonly Shortened[] = [
  // An SDK client reads its package.json for its version: 2 kB each.
  { path: /\/@aws-sdk\/client-[^/]+\/package\.json$/, shorten: versionAlone },
  { path: /\/@aws-sdk\/client-[^/]+\/dist-es\/models\/errors\.js$/, shorten: shortErrors },
  { path: /\/@aws-sdk\/core\/.*\/util-endpoints\/lib\/aws\/partitions\.js$/, shorten: shortRegions },
  // SHA-256 for a Node that was built without OpenSSL, which Lambda's is not: 3 kB.
  { path: /\/@smithy\/core\/.*\/sha256\/Sha256Js\.js$/, shorten: () => noOwnHash },
  // DynamoDB's client makes a cache for endpoint discovery, which is off unless asked for: 7 kB.
  { path: /\/mnemonist\/lru-cache\.js$/, shorten: () => boundedMap },
  // Every client of ours says `retryMode: 'standard'`; one that did not would fail at its first call: 3 kB.
  { path: /\/@smithy\/core\/.*\/util-retry\/AdaptiveRetryStrategy\.js$/, shorten: () => noAdaptiveMode },
  // Signs the messages of event streams, which no function of ours sends: 2 kB.
  { path: /\/@smithy\/signature-v4\/.*\/HeaderFormatter\.js$/, shorten: () => noEventStreams },
  // Asks an EC2 instance where it is; Lambda says so in the environment: 1 kB.
  { path: /\/@smithy\/core\/.*\/getInstanceMetadataRegion\.js$/, shorten: () => noInstance },
];

/** Bundles less of packages: what no function on Lambda's Node ever uses, and what can be said shorter. */
export const leanPackages: Plugin = {
  name: 'lean-packages',
  setup(build) {
    for (const { path, shorten } of shortened) {
      build.onLoad({ filter: path }, async (file) => ({
        contents: shorten(await readFile(file.path, 'utf8')),
        loader: file.path.endsWith('.json') ? 'json' : 'js',
        resolveDir: file.path.slice(0, file.path.lastIndexOf('/')),
      }));
    }
  },
};

function versionAlone(text: string): string {
  const { version } = JSON.parse(text) as { version: string };
  return JSON.stringify({ version });
}
