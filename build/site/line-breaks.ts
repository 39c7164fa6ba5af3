import type { MarkdownOptions } from 'vitepress';

type Markdown = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/** Tables need line breaks, and other HTML is text: `<br>` alone is understood. */
export function allowLineBreaks(markdown: Markdown): void {
  markdown.inline.ruler.before('text', 'line-break', (state, silent) => {
    if (!state.src.startsWith('<br>', state.pos)) return false;
    if (!silent) state.push('hardbreak', 'br', 0);
    state.pos += '<br>'.length;
    return true;
  });
}
