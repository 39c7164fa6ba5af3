import * as z from 'zod/mini';
import { type Choice, choiceSchema } from '../../core/scaling/config/choice.ts';
import { queryAll } from '../table/query-all.ts';
import type { Table } from '../table/table.ts';
import { choicesPartition } from './scaling-items.ts';

/** How every tuned scalable asks, by its name. One Query. What this release cannot read counts as not chosen. */
export async function readChoices(table: Table): Promise<ReadonlyMap<string, Choice>> {
  const items = await queryAll(table, choicesPartition);
  return new Map(
    items.flatMap((item): [string, Choice][] => {
      const choice = parseChoice(item.choice?.S ?? 'null');
      return choice === null ? [] : [[item.sk?.S ?? '', choice]];
    }),
  );
}

function parseChoice(text: string): Choice | null {
  try {
    const parsed = z.safeParse(choiceSchema, JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
