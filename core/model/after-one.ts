import { pluralOf } from './counted.ts';

const nouns = [
  ...['unit', 'instance', 'pod', 'node', 'replica', 'copy', 'group', 'server', 'shard', 'slot', 'pin', 'key', 'row'],
  ...['item', 'path', 'wildcard', 'object', 'tag', 'file', 'page', 'line', 'value', 'byte', 'character', 'dollar'],
  ...['point', 'reading', 'period', 'second', 'minute', 'hour', 'day', 'night', 'week', 'request', 'message'],
  ...['connection', 'process', 'statement', 'candidate', 'index', 'table', 'query', 'entry', 'function', 'alarm'],
  ...['scalable', 'service', 'balance', 'purge', 'keyspace', 'database', 'cache', 'subject', 'policy', 'fault'],
  ...['answer', 'event', 'decrease', 'release', 'warning'],
];
const byPlural = new Map(nouns.map((noun) => [pluralOf(noun), noun]));
const verbs: Readonly<Record<string, string>> = {
  ...{ are: 'is', were: 'was', have: 'has', do: 'does', wait: 'waits', stay: 'stays', serve: 'serves' },
  ...{ hold: 'holds', run: 'runs', report: 'reports', begin: 'begins', differ: 'differs', come: 'comes' },
};

/** What is counted, with one word before it at most, and what that does. */
const plural = new RegExp(
  `^ ((?!(?:of|to|and|or|in|than|is) )[a-z]+ )?(${[...byPlural.keys()].join('|')})\\b(?: (${Object.keys(verbs).join('|')})\\b)?`,
);

/**
 * What stands in a sentence after the place of a number, where that number is one: ` unit is`, not ` units are`. It is for
 * sentences that are kept apart from their values, and looks at nothing that a value holds.
 */
export function afterOne(text: string): string {
  return text.replace(plural, (_, between: string | undefined, noun: string, verb: string | undefined) => {
    const does = verb === undefined ? '' : ` ${verbs[verb]}`;
    return ` ${between ?? ''}${byPlural.get(noun)}${does}`;
  });
}
