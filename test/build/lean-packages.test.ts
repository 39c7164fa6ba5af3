import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { leanPackages } from '../../build/lean/lean-packages.ts';
import { shortErrors } from '../../build/lean/short-errors.ts';

const root = join(import.meta.dirname, '../..');

/** The same module twice: as its package published it, and as functions bundle it. */
async function bothWays<Module>(file: string): Promise<{ published: Module; lean: Module; saved: number }> {
  const published = await bundled(file, []);
  const lean = await bundled(file, [leanPackages]);
  return { published: await loaded(published), lean: await loaded(lean), saved: published.length - lean.length };
}

async function bundled(file: string, plugins: (typeof leanPackages)[]): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join('node_modules', file)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    plugins,
  });
  return outputFiles[0]?.text ?? '';
}

async function loaded<Module>(code: string): Promise<Module> {
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Module;
}

type ErrorClass = (new (options: Record<string, unknown>) => Error) & { readonly shapeId?: string };

describe.each(['dynamodb', 'cloudwatch', 'cloudfront', 'elastic-load-balancing-v2'])('an error of %s', (name) => {
  it('is the same error, said shorter', async () => {
    const file = `@aws-sdk/client-${name}/dist-es/models/errors.js`;
    const { published, lean, saved } = await bothWays<Record<string, ErrorClass>>(file);
    expect(Object.keys(lean).sort()).toEqual(Object.keys(published).sort());
    expect(saved).toBeGreaterThan(1000);
    for (const [error, Published] of Object.entries(published)) {
      const options = { message: 'm', Message: 'M', Item: { a: 1 }, $metadata: { requestId: 'r' }, name: 'Other' };
      const Lean = lean[error] as ErrorClass;
      const made = new Lean(options);
      expect(Object.assign({}, made)).toEqual(Object.assign({}, new Published(options)));
      expect([made.name, made.message, made instanceof Lean, made instanceof Error]).toEqual([error, 'm', true, true]);
      expect(Lean.shapeId).toBe(Published.shapeId);
    }
  });
});

it('leaves an error of another shape as it was published', () => {
  const text = readFileSync(join(root, 'node_modules/@aws-sdk/client-dynamodb/dist-es/models/errors.js'), 'utf8');
  const changed = text.replace('this.ThrottlingReasons = opts.ThrottlingReasons;', 'this.ThrottlingReasons = [];');
  const kept = /^export class RequestLimitExceeded .*?^\}$/ms;
  expect(kept.exec(shortErrors(changed))?.[0]).toBe(kept.exec(changed)?.[0]);
  expect(shortErrors(text)).not.toMatch(kept);
});

it('finds the same partition for every Region, known and new', async () => {
  interface Partitions {
    partition(region: string): { readonly name: string; readonly description?: string };
  }
  const folder = '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws';
  const { published, lean } = await bothWays<Partitions>(`${folder}/partition.js`);
  const text = readFileSync(join(root, 'node_modules', folder, 'partitions.js'), 'utf8');
  const regions = [...text.matchAll(/"([a-z-]+-(?:global|\d+))"/g)].map((match) => match[1] ?? '');
  expect(regions.length).toBeGreaterThan(40);
  for (const region of [...regions, 'eu-nowhere-9', 'cn-nowhere-9', 'local']) {
    const { description: _, ...known } = published.partition(region);
    expect(lean.partition(region)).toEqual(known);
  }
});

it('keeps at most as many endpoints as the cache is made for, the newest', async () => {
  interface Endpoints {
    readonly EndpointCache: new (
      capacity: number,
    ) => {
      set(key: string, endpoints: readonly { Address: string; CachePeriodInMinutes: number }[]): void;
      getEndpoint(key: string): string | undefined;
    };
  }
  const { lean, saved } = await bothWays<Endpoints>('@aws-sdk/endpoint-cache/dist-es/index.js');
  const cache = new lean.EndpointCache(2);
  for (const key of ['a', 'b', 'b', 'c']) cache.set(key, [{ Address: `at-${key}`, CachePeriodInMinutes: 1 }]);
  expect(['a', 'b', 'c'].map((key) => cache.getEndpoint(key))).toEqual([undefined, 'at-b', 'at-c']);
  expect(saved).toBeGreaterThan(5000);
});
