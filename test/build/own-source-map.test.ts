import { SourceMap } from 'node:module';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { decodeVlq, encodeVlq } from '../../build/base64-vlq.ts';
import { ownSourceMap } from '../../build/own-source-map.ts';

it('reads back every number that it writes', () => {
  const numbers = [0, 1, -1, 15, 16, -16, 31, 32, 1023, -1024, 123_456_789, -123_456_789];
  expect(decodeVlq(encodeVlq(numbers))).toEqual(numbers);
});

const own = `import { theirs } from 'node_modules/theirs/index.js';
export function first() {
  return theirs('first');
}

export function second() {
  throw new Error('second');
}
`;
const theirs = 'export const theirs = (name) => {\n  console.log("theirs", name);\n  return name;\n};\n';

async function bundled(): Promise<{ code: string; map: string }> {
  const sources = { name: 'sources', setup };
  function setup({
    onResolve,
    onLoad,
  }: Parameters<NonNullable<Parameters<typeof build>[0]['plugins']>[number]['setup']>[0]) {
    onResolve({ filter: /./ }, ({ path }) => ({ path: `/made-up/${path}`, namespace: 'file' }));
    onLoad({ filter: /./ }, ({ path }) => ({ contents: path.includes('node_modules') ? theirs : own, loader: 'js' }));
  }
  const { outputFiles } = await build({
    entryPoints: ['own.js'],
    bundle: true,
    minify: true,
    format: 'esm',
    sourcemap: 'linked',
    outdir: '/made-up/out',
    write: false,
    plugins: [sources],
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { code: text('.js'), map: text('.map') };
}

it('keeps the lines of our own files and says nothing about packages', async () => {
  const { code, map } = await bundled();
  const whole = new SourceMap(JSON.parse(map));
  const lean = ownSourceMap(JSON.parse(map));
  expect(lean.sources).toHaveLength(1);
  expect(lean.mappings.length).toBeLessThan(JSON.parse(map).mappings.length);
  const found = new SourceMap({ ...lean, file: '', sourceRoot: '', sourcesContent: [] } as never);
  const line = code.slice(0, code.indexOf('\n'));
  const checked = { own: 0, theirs: 0 };
  for (let column = 0; column < line.length; column++) {
    const before = whole.findEntry(0, column);
    const after = found.findEntry(0, column);
    if (!('originalSource' in before) || before.originalSource === undefined) continue;
    if (before.originalSource.includes('node_modules')) {
      checked.theirs++;
      expect('originalSource' in after && after.originalSource).toBeFalsy();
    } else {
      checked.own++;
      expect(after).toMatchObject({ originalSource: before.originalSource, originalLine: before.originalLine });
    }
  }
  expect(checked.own).toBeGreaterThan(20);
  expect(checked.theirs).toBeGreaterThan(10);
});
