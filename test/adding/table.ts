import type { Edit } from './adding.ts';
import { rows } from './rows.ts';

const start = '<!-- adding: written by `npm run house` from test/adding -->';
const end = '<!-- end of adding -->';
const asks: Readonly<Record<Edit['askedBy'], string>> = {
  nobody: 'begin here',
  compiler: 'the compiler',
  test: 'a test',
};

/** CONTRIBUTING with the table of what adding costs as the rows have it. Throws where its two marks are not there. */
export function withAdding(text: string): string {
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`CONTRIBUTING.md lacks ${start} or ${end}`);
  return `${before}${start}\n\n${table()}\n\n${end}${after}`;
}

function table(): string {
  const lines = rows.map(({ what, most, edits }) => {
    const edited = edits.map(({ file, askedBy }) => `\`${file}\` (${asks[askedBy]})`).join('<br>');
    return `| ${what} | ${most} | ${edited} |`;
  });
  return ['| adding | files edited | which, and who asks for them |', '|---|---|---|', ...lines].join('\n');
}
