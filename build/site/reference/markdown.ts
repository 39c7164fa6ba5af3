import { inspect } from 'node:util';

/** Text in a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
}

/** A table; nothing where it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** A value as a config has it. */
export function codeOf(value: unknown): string {
  const text = inspect(value, { depth: null, breakLength: Number.POSITIVE_INFINITY, maxStringLength: null });
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Paragraphs, tables and headings, an empty line between two; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
