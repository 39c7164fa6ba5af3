/** What is counted in what people read, each by its name for one. */
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

/** A one by itself; what it is of, with one word in between at most; and what that does. */
const one = new RegExp(
  `(?<!\\d, |[\\w.,:/+-])1 ((?!(?:of|to|and|or|in|than|is) )[a-z]+ )?(${[...byPlural.keys()].join('|')})\\b(?: (${Object.keys(verbs).join('|')})\\b)?`,
  'g',
);

/** How many there are of what a noun names: `1 slot`, `2 slots`, `3 entries`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : pluralOf(noun)}`;
}

/** A text that has been put together with numbers, in which one of something is called so: `1 unit is`, not `1 units are`. */
export function inNumber(text: string): string {
  return text.replace(one, (_, between: string | undefined, noun: string, verb: string | undefined) => {
    const does = verb === undefined ? '' : ` ${verbs[verb]}`;
    return `1 ${between ?? ''}${byPlural.get(noun)}${does}`;
  });
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
