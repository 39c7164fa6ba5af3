import { describe, expect, it } from 'vitest';
import { allSnippets, snippetsOf } from './snippets.ts';
import { faultsOf, sourceOf } from './typescript.ts';

const snippets = allSnippets();

const wrong = [
  "`headroom.scales(name)`, `mode: 'recomend'`, `coexists: true`, `new FastCdn({...})`",
  '```ts',
  "headroom.scale('checkout/web', new AutoScalingGroupTarget(group), { bounds: { min: 1, max: 2 }, policies: [] });",
  '```',
].join('\n');

describe('TypeScript on the pages', () => {
  it('compiles against the package, the inline one too, and what is wrong is told', async () => {
    const faults = await faultsOf([...snippets, ...snippetsOf('wrong.md', wrong)]);
    expect(faults.filter((fault) => !fault.startsWith('wrong.md'))).toEqual([]);
    const told = ['scales', 'recomend', 'coexists', 'FastCdn', 'AutoScalingGroupTarget'];
    expect(told.filter((name) => !faults.some((fault) => fault.includes(name)))).toEqual([]);
  });

  it('is found in fences and in sentences', () => {
    const found = snippets.filter((snippet) => sourceOf(snippet) !== null);
    expect(found.filter(({ language }) => language === 'ts').length).toBeGreaterThan(4);
    expect(found.filter(({ language }) => language === null).length).toBeGreaterThan(12);
  });
});
