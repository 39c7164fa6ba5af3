import type { MarkdownOptions } from 'vitepress';

type Markdown = Parameters<NonNullable<MarkdownOptions['config']>>[0];
type Token = ReturnType<Markdown['parse']>[number];

/** No column is squeezed below this, or below its longest cell where that is shorter: a table too wide for its page scrolls. */
const leastEm = 13;

/** What is wider than a small screen stays readable there, and scrolls by itself. */
export function keepWidePartsReadable(markdown: Markdown): void {
  markdown.core.ruler.push('wide-parts', ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'table_open') widenColumns(tokens.slice(index, tokens.indexOf(endOf(tokens, index))));
      if (token.type === 'paragraph_open' && isPicture(tokens[index + 1])) {
        token.attrJoin('class', 'picture');
        token.attrSet('tabindex', '0');
      }
    }
  });
}

function endOf(tokens: readonly Token[], from: number): Token {
  return tokens.slice(from).find(({ type }) => type === 'table_close') as Token;
}

function isPicture(token: Token | undefined): boolean {
  return token?.children?.length === 1 && token.children[0]?.type === 'image';
}

function widenColumns(table: readonly Token[]): void {
  const heads = table.filter(({ type }) => type === 'th_open');
  const cells = table.flatMap(({ type }, index) => (/^t[hd]_open$/.test(type) ? [lengthOf(table[index + 1])] : []));
  heads.forEach((head, column) => {
    const longest = Math.max(...cells.filter((_, index) => index % heads.length === column));
    head.attrJoin('style', `--least-width:min(${leastEm}em,${longest + 2}ch);`);
  });
}

/** As many characters as the longest line of a cell shows. */
function lengthOf(cell: Token | undefined): number {
  const lines = (cell?.children ?? []).map((part) => (part.type === 'hardbreak' ? '\n' : part.content)).join('');
  return Math.max(...lines.split('\n').map(({ length }) => length));
}
