const before = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/;

/** The doc comment that ends where something begins, as one text; null where there is none. */
export function docBefore(source: string, start: number): string | null {
  const comment = before.exec(source.slice(0, start))?.[1];
  return comment === undefined ? null : textOf(comment);
}

/** The text of a doc comment without its stars: lines that follow each other are one. */
function textOf(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trim());
  return lines
    .join('\n')
    .trim()
    .replace(/\n(?![\n@])/g, ' ');
}
