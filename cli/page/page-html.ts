import { escapeHtml } from '../../core/model/escape-html.ts';
import { pageStyle } from './page-style.ts';

/** What a page is made of. All but the title is HTML. */
interface Page {
  readonly title: string;
  /** Rules beside those that every page has. */
  readonly style?: string;
  readonly main: string;
}

/** One HTML file that needs nothing else: no network, no other file, no script. */
export function pageHtml({ title, style = '', main }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}${style}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}
