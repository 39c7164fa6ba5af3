import { describe, expect, it } from 'vitest';
import { receive } from '../../adapters/signals/receive.ts';
import { functionsWithRoster, heardBy } from '../../bin/invoke/rosters.ts';
import { parseDeployment } from '../../core/config.ts';
import { allSnippets } from './snippets.ts';

const found = allSnippets()
  .filter(
    ({ language, code }) => language === 'json' || (language === null && /^\{.*\}$/.test(code) && code.length > 2),
  )
  .map(({ at, code }) => [at, code.replaceAll('<name>', 'checkout/web')] as const);
const ears = await Promise.all(functionsWithRoster().map((name) => heardBy(name, 'orders')));

/** What is not a config is an event for the Test tab of a function. */
function refusal(value: unknown): string | null {
  if (typeof value === 'object' && value !== null && 'scalables' in value) {
    parseDeployment(value);
    return null;
  }
  const heard = ears.map((hears) => receive(value, 'typed', hears));
  const faults = heard.flatMap(({ misheard }) => misheard.map(({ error }) => error.message));
  return heard.some(({ misheard }) => misheard.length === 0) ? null : faults.join('\n');
}

describe('JSON on the pages', () => {
  it.each(found)('%s is a config, or an event that a function hears: %s', (_, code) => {
    expect(refusal(JSON.parse(code))).toBeNull();
  });

  it('is found, and refused where it is wrong', () => {
    expect(found.length).toBeGreaterThan(1);
    expect(refusal({ scalabel: 'checkout/web', dryRun: true })).toContain('scalabel');
    expect(() => refusal({ scalables: { web: {} } })).toThrow('scalables["web"]');
  });
});
