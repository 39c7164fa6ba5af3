import type { ReportFigure, ReportRow, ReportTable } from '../../../sim/scaling/report/report.ts';
import { savedCell, things, unpricedNote } from '../sizes/tell-data.ts';
import type { Advice } from './advice.ts';
import { tellUsd } from './figures.ts';

/** What a size less of databases and caches would save, where one would do. */
export function dataTotals({ data }: Advice): ReportFigure[] {
  const smaller = data?.advice.filter(({ kind }) => kind === 'smaller') ?? [];
  if (smaller.length === 0) return [];
  const saved = smaller.reduce((usd, { savedUsdPerMonth }) => usd + (savedUsdPerMonth ?? 0), 0);
  const value = saved === 0 ? String(smaller.length) : `$${tellUsd(saved)}`;
  const of = things(smaller);
  return [
    { label: 'A size less saves', value, meaning: saved === 0 ? `${of}; no price is known` : `a month, of ${of}` },
  ];
}

/** Sizes of databases and caches, and what could not be looked at; none where there is nothing to say. */
export function dataTables({ data }: Advice): ReportTable[] {
  if (data === null || data.advice.length + data.troubles.length === 0) return [];
  const rows = data.advice.map((one): ReportRow => {
    const { name, of, from, to, kind, says, why } = one;
    return {
      cells: [`${of} ${name}`, from, to ?? '—', savedCell(one), why ?? says],
      strong: kind !== 'storage' && to !== null,
    };
  });
  const { readOn, region } = data.pricesOf;
  const unpriced = unpricedNote(data);
  return [
    {
      title: 'Sizes of databases and caches',
      note: [
        `By the busiest hour of a hundred and the most memory in use. Dollars a month, on demand, in ${region}, as they were on ${readOn}.`,
        ...[...(unpriced === null ? [] : [unpriced]), ...data.troubles].map(sentence),
      ].join(' '),
      columns: [
        { title: 'of' },
        { title: 'now' },
        { title: 'would do' },
        { title: 'a month', number: true },
        { title: 'why', words: true },
      ],
      groups: [{ title: '', rows }],
    },
  ];
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
