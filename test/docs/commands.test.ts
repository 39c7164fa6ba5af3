import { describe, expect, it } from 'vitest';
import { shellLines } from './shell-lines.ts';
import { allSnippets } from './snippets.ts';
import { wrongCommand } from './wrong-command.ts';

const lines = allSnippets().flatMap(shellLines);
const typed = lines.map(({ at, words }) => [at, words.join(' '), words] as const);

describe('a command that a page tells people to type', () => {
  it.each(typed)('%s: %s', async (_at, _text, words) => {
    expect(await wrongCommand(words)).toBeNull();
  });

  it('is found in fences, sentences and workflows', () => {
    const of = (program: string) => lines.filter(({ words }) => words[0] === program).length;
    expect(of('npx')).toBeGreaterThan(60);
    expect(of('npm')).toBeGreaterThan(8);
    expect(of('gh')).toBe(1);
  });

  it.each([
    ['npx headroom-aws explian checkout/web', "unknown command 'explian'"],
    ['npx headroom-aws override checkout/web floor 12 --four 2h', "unknown option '--four'"],
    ['headroom explain', "missing required argument 'subject'"],
    ['npm run bensch', 'there is no script bensch'],
    ['npm run demo --trace FILE', 'npm takes --trace for itself'],
    ['npm run demo -- --tracks FILE', "unknown option '--tracks'"],
    ['npm run -s bench:allocation -- --trails DIR', 'reads no --trails'],
    ['npx tsx app.ts', 'this package is not ours'],
  ])('is refused where it is wrong: %s', async (line, says) => {
    expect(await wrongCommand(line.split(' '))).toContain(says);
  });
});
