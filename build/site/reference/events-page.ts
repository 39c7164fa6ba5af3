import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MadePage } from './made-page.ts';
import { blocks, table } from './markdown.ts';

interface SentEvent {
  readonly means: string;
  /** What its detail holds, by field. */
  readonly detail: Readonly<Record<string, string>>;
}

/** What Headroom says on the bus. `sentEvents` finds who sends one that is not here. */
const eventTexts: Readonly<Record<string, SentEvent>> = {
  'Capacity Changed': {
    means: 'The capacity of a scalable was changed. Balancing looks, and gives the units their share.',
    detail: {
      scalable: 'its name',
      from: 'units that were asked for before',
      to: 'units that are asked for now',
      entry: 'the id of the entry in the ledger',
    },
  },
  'Policy Tuned': {
    means: 'The night has chosen how a tuned policy asks from now on.',
    detail: {
      scalable: 'its name',
      because: 'the reason in a sentence',
      switched: 'whether it asks otherwise than before',
      asking: 'how it asks from now on; the first way where there are several',
      holdSeconds: 'how long that holds',
      others: 'the other ways, each with its hold and weight; the mean of all is asked for',
      days: 'how many days were replayed',
      sloBudgetPercent: 'the budget that was kept',
      chosen: 'the row of the table that was chosen: misses and cost; null where none was',
    },
  },
  'Tier Decided': {
    means: 'What was decided of one scalable concerns another that it needs, or that needs it. That one is looked at.',
    detail: {
      scalable: 'the one that is to look',
      by: 'the one that was decided',
      wants: 'the units that `by` wants',
      entry: 'the id of the entry in the ledger',
    },
  },
  'Bottleneck Changed': {
    means:
      'Another resource limits a service than before. Scaling looks at the scalable of that tier, if there is one.',
    detail: {
      service: 'its name',
      bottleneck: 'what gives out first, as people call it: `cpu of db`',
      tier: 'the tier that it is of',
      resource: 'the resource; null where nobody reads it',
      kind: 'what sort of resource it is',
      saturation: 'requests of the service per second at which it gives out',
      headroomPercent: 'how much load may still be added',
      confidencePercent: 'in how many of 100 draws it is the first to give out',
      before: 'what limited it before; null where nothing was known',
      entry: 'the id of the entry in the ledger',
    },
  },
  'Index Advised': {
    means: 'What is advised of the indexes of a database is another than before.',
    detail: {
      database: 'its name',
      create: 'the indexes that would pay: `server` and `sql` of each',
      drop: 'the indexes that are not used: `server`, `name`, why, and `sql` of each',
      reductionPercent: 'what they take off the cost of all statements; null where that is not known',
      entry: 'the id of the entry in the ledger',
    },
  },
  'Trouble Found': {
    means: 'Something needs a person. It is sent once, at the look from which on a person is to hear of it.',
    detail: {
      capability: 'what found it: `scaling`, `purging`, ...',
      subject: 'what has the trouble',
      trouble: 'its kind, as on [troubles](./troubles.md)',
      because: 'the reason in a sentence',
      sinceMs: 'since when, milliseconds since 1970',
      remedy: 'what helps',
      entry: 'the id of the entry in the ledger',
    },
  },
};

/** The titles of all that `core` hands to the bus, as its sources have them. */
function sentEvents(root: string): string[] {
  const found = globSync('core/**/*.ts', { cwd: root }).flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return [...source.matchAll(/title: '([A-Z]\w+(?: [A-Z]\w+)+)',\s*detail/g)].map(([, title = '']) => title);
  });
  return [...new Set(found)].sort();
}

/** What is said on the bus, and every message that a function hears. Throws where an event has no text. */
export async function eventsPage(root: string): Promise<MadePage> {
  const { signs } = await import('../../../adapters/signals/signs.ts');
  const rows = Object.entries(signs).map(([name, { title, to }]) => [`\`${name}\``, title, to]);
  return {
    path: 'reference/events.md',
    text: blocks(
      '# Events',
      'Headroom tells the default event bus of the account what others may want to know, with the source `headroom`. Everything that it is told itself only says *when* to look: what is right is read anew.',
      'A rule that hears of every trouble:',
      '```json\n{ "source": ["headroom"], "detail-type": ["Trouble Found"] }\n```'.replace('```json', '```text'),
      '## What Headroom says',
      ...sentEvents(root).flatMap(tellSent),
      '## What functions hear',
      'By whatever way a message comes: directly, by EventBridge, by SNS, or any of these in a queue.',
      table(['name', 'message', 'heard by'], rows),
    ),
  };
}

function tellSent(title: string): string[] {
  const text = eventTexts[title];
  if (text === undefined)
    throw new Error(`the event "${title}" has no text; write it in build/site/reference/events-page.ts`);
  const rows = Object.entries(text.detail).map(([field, says]) => [`\`${field}\``, says]);
  return [`### ${title}`, text.means, table(['field of `detail`', 'what it is'], rows)];
}
