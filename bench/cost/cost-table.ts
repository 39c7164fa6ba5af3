import type { Row } from './rows.ts';

const [begin, end] = ['<!-- costs: written by `npm run bench:cost -- --write` -->', '<!-- end of costs -->'];

/** README with the table of these rows in the place of the one that it has. Throws where it has none. */
export function withCosts(readme: string, rows: readonly Row[]): string {
  const [before, rest = ''] = readme.split(begin);
  const after = rest.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README has no ${begin} ... ${end}`);
  const lines = rows.map(({ what, dollarsPerMonth, of }) => {
    const told = of.map(({ part, dollars }) => `${part} ${usd(dollars)}`).join(', ');
    return `| ${what} | ${usd(dollarsPerMonth)} | ${told} |`;
  });
  return [`${before}${begin}\n`, '| what | a month | of it |', '|---|---|---|', ...lines, `\n${end}${after}`].join(
    '\n',
  );
}

const usd = (dollars: number) => `$${dollars.toFixed(2)}`;
