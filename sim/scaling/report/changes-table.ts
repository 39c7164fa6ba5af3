import { escapeHtml } from '../../../core/model/escape-html.ts';
import type { Report, ReportChange } from './report.ts';

/** As the print style of the page has it: what does not fit on four sheets nobody reads on paper. */
const mostOnPaper = 12;

/** Every change of the stretch that is listed, with its reason, as a table. */
export function changesTable({ changes, listed }: Pick<Report, 'changes' | 'listed'>): string {
  if (changes === null) return '';
  if (changes.length === 0) return '<p>Nothing was changed.</p>';
  const shown =
    listed === undefined ? changes : changes.filter(({ atMs }) => atMs >= listed.fromMs && atMs < listed.toMs);
  const note = listed === undefined ? '' : ` of ${changes.length}, ${listed.note}`;
  return `<section>
<h2>Changes <small>${shown.length}${escapeHtml(note)}, each with what settled it</small></h2>
<table class="changes">
<thead><tr><th scope="col">Time</th><th scope="col" class="number">From</th><th scope="col" class="number">To</th><th scope="col">Settled by</th><th scope="col">Because</th></tr></thead>
<tbody>
${shown.map(row).join('\n')}
</tbody>
</table>
${shown.length > mostOnPaper ? `<p class="paper-note">The first ${mostOnPaper} of them; the page itself lists all ${shown.length}.</p>` : ''}
</section>`;
}

function row({ atMs, from, to, by, because }: ReportChange): string {
  const direction = to > from ? 'up' : 'down';
  return `<tr data-at="${atMs}"><td><time datetime="${new Date(atMs).toISOString()}">${clock(atMs)}</time></td><td class="number">${from}</td><td class="number ${direction}">${to}</td><td>${escapeHtml(by)}</td><td>${escapeHtml(because)}</td></tr>`;
}

function clock(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 16);
}
