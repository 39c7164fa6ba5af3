import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configSource } from '../../../cli/config/config-source.ts';
import type { ScalableInput } from '../../../core/scaling/config/scalable.ts';

/** What a config file would export, were `defineConfig` to answer what it is given. */
function evaluated(source: string): unknown {
  const body = source.replace(/^import .*$/m, '').replace('export default defineConfig(', 'return (');
  return new Function(body)();
}

const json = fc.jsonValue({ maxDepth: 4, depthSize: 'small' }).map((value) => JSON.parse(JSON.stringify(value)));

describe('the source of a config', () => {
  it('says what it was given, whatever is in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (scalables) => {
        const given = Object.fromEntries(Object.entries(scalables).filter(([name]) => name !== '__proto__'));
        fc.pre(!JSON.stringify(given).includes('__proto__'));
        expect(evaluated(configSource({ scalables: given as Record<string, ScalableInput> }))).toEqual({
          scalables: given,
        });
      }),
    );
  });

  it('writes a scale as people do', () => {
    expect(configSource({ scalables: { web: { scale: 1 / 60 } as never } })).toContain('scale: 1 / 60');
  });
});
