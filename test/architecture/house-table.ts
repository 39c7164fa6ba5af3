import { groups, house } from './house-rules.ts';

const start = '<!-- the house: written by `npm run house` from test/architecture/house-rules.ts -->';
const end = '<!-- end of the house -->';

/** ARCHITECTURE with the table of rooms as the rules have it. Throws where its two marks are not there. */
export function withHouse(text: string): string {
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`ARCHITECTURE.md lacks ${start} or ${end}`);
  return `${before}${start}\n\n${table()}\n\n${legend()}\n\n${end}${after}`;
}

function table(): string {
  const rows = house.map(({ at, holds, files }) => `| \`${at}\` | ${holds} | ${listed(files)} |`);
  return ['| room | what is inside | may import |', '|---|---|---|', ...rows].join('\n');
}

function legend(): string {
  return Object.entries(groups)
    .map(([name, files]) => `- *${name}*: ${listed(files)}`)
    .join('\n');
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => (name in groups ? name : `\`${name}\``)).join(', ');
}
