import type { Argument, Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { candidates, type KnownNames } from '../../../cli/completion/candidates.ts';
import { placeholderOf, takesOf } from '../../../cli/completion/takes.ts';
import { everyCommand } from '../../../cli/program.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { nobody } from '../../docs/wrong-command.ts';

const root = await everyCommand(nobody);
const all = withBelow(root, []);
const leaves = all.filter(({ command }) => command.commands.length === 0);
const taken = leaves.flatMap(({ path, command }) => [
  ...command.registeredArguments.map((taker) => ({
    at: `${path.join(' ')} <${taker.name()}>`,
    word: taker.name(),
    taker,
  })),
  ...command.options.flatMap((taker) => {
    const word = placeholderOf(taker.flags);
    return word === null ? [] : [{ at: `${path.join(' ')} ${taker.flags}`, word, taker }];
  }),
]);
const choosers = taken.filter(({ taker }) => taker.argChoices !== undefined);

const noNames: KnownNames = async () => [];
const offered = async (line: string, known = noNames) => {
  const { words, files } = await candidates(root, line.split(' '), known);
  return { words: words.map(({ word }) => word), files };
};

describe('completion', () => {
  it.each(taken)('knows what is meant by what $at takes', ({ word, taker }) => {
    expect(taker.argChoices ?? takesOf(word)).not.toBeNull();
  });

  it.each(all.filter(({ path }) => path.length > 0))('offers the command $path', async ({ path }) => {
    const typed = [...path.slice(0, -1), (path.at(-1) ?? '').slice(0, 2)].join(' ');
    expect((await offered(typed)).words).toContain(path.at(-1));
  });

  it.each(leaves)(
    'offers every option of $path, those that are there already no second time',
    async ({ path, command }) => {
      const longs = command.options.map(({ long }) => long);
      expect((await offered(`${path.join(' ')} --`)).words).toEqual([...longs, '--help']);
      const [first] = command.options.filter(({ variadic, required }) => !variadic && !required);
      const { words } = await offered(`${path.join(' ')} ${first?.long} --`);
      expect(words).not.toContain(first?.long);
    },
  );

  it('offers names where a help says so, once each, and asks for those of the kind that is meant', async () => {
    const asked: unknown[] = [];
    const known: KnownNames = async (takes, { words, operands }) => {
      asked.push({ takes, words, operands });
      return ['checkout/web', 'checkout/db', 'search/web', 'checkout/web'];
    };
    expect((await offered('--')).words).toEqual(['--version', '--help']);
    expect((await offered('override check', known)).words).toEqual(['checkout/db', 'checkout/web']);
    expect((await offered('backtest --days 3 --scalable s', known)).words).toEqual(['search/web']);
    expect((await offered('backtest --scalable=s', known)).words).toEqual(['--scalable=search/web']);
    expect((await offered('backtest --scalable = s', known)).words).toEqual(['search/web']);
    await offered('shards split orders --deployment shop ', known);
    expect(asked).toMatchObject([
      { takes: { of: ['scaling'] }, operands: [] },
      ...Array.from({ length: 3 }, () => ({ takes: { of: ['scaling'] } })),
      { takes: { is: 'shards' }, words: ['orders', '--deployment', 'shop'], operands: ['orders'] },
    ]);
  });

  it('offers files where a file is meant, and nothing where only the person knows', async () => {
    expect(await offered('validate ')).toEqual({ words: [], files: true });
    expect(await offered('backtest --html ')).toEqual({ words: [], files: true });
    expect(await offered('override checkout/web floor 10 --for ')).toEqual({ words: [], files: false });
    expect((await offered('override checkout/web floor 10 ')).words).toContain('--for');
  });
});

describe('a word of which there are a few', () => {
  it.each(choosers)('is offered, in $at', async ({ taker }) => {
    expect(taker.argChoices?.length).toBeGreaterThan(1);
  });

  it.each(choosers.flatMap(({ at, taker }) => (taker.argChoices ?? []).map((word) => ({ at, taker, word }))))(
    'is taken, and what is near to $word is asked back, in $at',
    ({ taker, word }) => {
      expect(read(taker, word)).not.toBeInstanceOf(InvalidInput);
      const { message } = read(taker, `${word}x`) as InvalidInput;
      expect(message).toContain(`did you mean "${word}"`);
      for (const one of taker.argChoices ?? []) expect(message).toContain(one);
    },
  );
});

function read(taker: Argument | Option, word: string): unknown {
  try {
    return taker.parseArg?.(word, undefined as never);
  } catch (error) {
    return error;
  }
}

function withBelow(command: Command, path: readonly string[]): { path: readonly string[]; command: Command }[] {
  return [{ path, command }, ...command.commands.flatMap((below) => withBelow(below, [...path, below.name()]))];
}
