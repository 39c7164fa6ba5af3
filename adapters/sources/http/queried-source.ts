import { becauseOf } from '../../../core/because-of.ts';
import type { PartSeries, Series } from '../../../core/readings/series.ts';

/** A part that is a query, and one beside it of something that is always told. */
interface QueriedPart {
  readonly query: string;
  readonly witness: string | null;
}

/** One query over a range of time. */
export interface Query<Part> {
  /** The same for two that ask for the same. */
  readonly name: string;
  readonly part: Part;
  readonly query: string;
  readonly fromMs: number;
  readonly toMs: number;
}

interface Queried<Part> {
  /** Who is asked, for errors, e.g. `Prometheus`. */
  readonly whose: string;
  nameOf(query: Omit<Query<Part>, 'name'>): string;
  load(query: Query<Part>): Promise<Series | null>;
}

/** Reads the query of a part, and its witness beside it. Never rejects. */
export function queriedSource<Part extends QueriedPart>({ whose, nameOf, load }: Queried<Part>) {
  const read = async (asked: Omit<Query<Part>, 'name'>): Promise<Series> => {
    try {
      return (await load({ name: nameOf(asked), ...asked })) ?? { points: [], trouble: `${whose} gave no answer` };
    } catch (error) {
      return { points: [], trouble: becauseOf(error).error };
    }
  };
  return {
    async read(part: Part, fromMs: number, toMs: number): Promise<PartSeries> {
      const { query, witness } = part;
      const ask = (asked: string) => read({ part, query: asked, fromMs, toMs });
      const [metric, beside] = await Promise.all([ask(query), witness === null ? null : ask(witness)]);
      return { metric, witness: beside };
    },
  };
}
