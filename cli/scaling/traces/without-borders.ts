const border = /^[\s+|=-]*-{2,}[\s+|=-]*$/;

/**
 * A table that was drawn for people (`aws --output table`, psql, mysql, Markdown) without its lines, which stay as blank
 * ones so that lines count as in the file. Any other text as it is.
 */
export function withoutBorders(text: string): string {
  const lines = text.split('\n');
  if (!lines.some((line) => border.test(line))) return text;
  return lines.map((line) => (border.test(line) ? '' : withoutFrame(line))).join('\n');
}

function withoutFrame(line: string): string {
  return /^\s*\|/.test(line) ? line.replace(/^\s*\|+/, '').replace(/\|+\s*$/, '') : line;
}
