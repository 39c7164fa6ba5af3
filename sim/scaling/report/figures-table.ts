import { escapeHtml } from '../../../core/model/escape-html.ts';
import type { ReportRow, ReportTable } from './report.ts';

/** A table of figures, its rows in groups. On a phone each row is a card: its name, its figures under their titles, its words. */
export function figuresTable({ title, note, columns, groups }: ReportTable): string {
  const heads = columns.map((column) => `<th scope="col"${cellClass(column)}>${escapeHtml(column.title)}</th>`);
  const bodies = groups.map((group) => {
    const rows = group.rows.map((row) => tableRow(row, columns));
    const head = `<tr class="group"><th scope="rowgroup" colspan="${columns.length}">${escapeHtml(group.title)}</th></tr>`;
    return `<tbody>${group.title === '' ? '' : head}
${rows.join('\n')}</tbody>`;
  });
  return `<section>
<h2>${escapeHtml(title)}</h2>
<p class="table-note">${escapeHtml(note)}</p>
<table class="policies">
<thead><tr>${heads.join('')}</tr></thead>
${bodies.join('\n')}
</table>
</section>`;
}

function tableRow({ cells, strong, failed }: ReportRow, columns: ReportTable['columns']): string {
  const style = [strong === true ? 'strong' : '', failed === true ? 'failed' : ''].filter(Boolean).join(' ');
  const tagged = cells.map((cell, index) => {
    const title = escapeHtml(columns[index]?.title ?? '');
    return `<td${cellClass(columns[index])} data-title="${title}">${escapeHtml(cell)}</td>`;
  });
  return `<tr${style === '' ? '' : ` class="${style}"`}>${tagged.join('')}</tr>`;
}

function cellClass(column: ReportTable['columns'][number] | undefined): string {
  if (column?.number === true) return ' class="number"';
  return column?.words === true ? ' class="words"' : '';
}
