import type { DefaultTheme } from 'vitepress';
import { everydayWords } from './everyday-words.ts';

/**
 * The site's own search: an index in the browser. Its functions are written into the page as text, so they use nothing from
 * outside of themselves.
 */
export const searchSettings: DefaultTheme.LocalSearchOptions = {
  detailedView: false,
  miniSearch: {
    options: { processTerm },
    searchOptions: {
      fuzzy: 0.15,
      prefix: true,
      boost: { title: 4, text: 2, titles: 3 },
      boostDocument,
      processTerm: processQuery,
    },
  },
  _render(source, environment, markdown) {
    const html = markdown.render(source, environment);
    const path = String(environment.relativePath ?? '');
    const { title = '', search = [] } = environment.frontmatter ?? {};
    const words = [title, ...[search].flat(), everydayWords[path] ?? ''].filter(Boolean).join('. ');
    // Under the heading of the page, where a hit leads to its top.
    return words === '' ? html : html.replace('</h1>', `</h1><p>${words}. ${words}.</p>`);
  },
};

/** Words as they are compared: small, without what is in every sentence, and without endings. */
function processTerm(term: string): string | null {
  const word = term.toLowerCase();
  const everywhere =
    'a an and are as at be by can could did do does for from had has have how i in is it its me my of on or so than that the their them then there these this to was were what when where which who will with would you your';
  if (everywhere.split(' ').includes(word)) return null;
  if (word.length < 5) return word;
  return word.replace(/(?:ations?|ions?|ings?|ies|ers?|ed|es|s|e|y)$/, '');
}

/** What somebody types, with what the pages call it. */
function processQuery(term: string): string[] {
  const alike = [
    ['save', 'saving', 'savings', 'cheaper', 'money', 'bill', 'cost', 'costs', 'price', 'dollars'],
    ['minimum', 'min', 'least', 'lowest', 'floor', 'fewest'],
    ['maximum', 'max', 'most', 'cap', 'ceiling', 'limit'],
    ['instances', 'servers', 'machines', 'units', 'nodes', 'replicas', 'pods', 'tasks'],
    ['clear', 'flush', 'invalidate', 'purge', 'evict', 'refresh'],
    ['cdn', 'cloudfront', 'fastly', 'cloudflare'],
    ['why', 'reason', 'reasons', 'explain', 'because'],
    ['move', 'transfer', 'relocate', 'rebalance'],
    ['shard', 'shards', 'partition', 'slot'],
    ['try', 'trial', 'recommend', 'experiment'],
    ['stop', 'pause', 'disable', 'freeze', 'off'],
    ['queue', 'sqs', 'backlog', 'messages'],
    ['worker', 'workers', 'consumer', 'consumers'],
    ['alarm', 'alarms', 'alert', 'alerts', 'page'],
    ['add', 'new', 'own', 'custom', 'extend', 'write'],
    ['install', 'setup', 'start'],
    ['uninstall', 'remove', 'delete'],
    ['upgrade', 'update'],
    ['slow', 'bottleneck', 'latency'],
    ['iam', 'permission', 'permissions', 'rights', 'roles'],
  ];
  const word = term.toLowerCase();
  const everywhere =
    'a an and are as at be by can could did do does for from had has have how i in is it its me my of on or so than that the their them then there these this to was were what when where which who will with would you your';
  if (word !== 'why' && everywhere.split(' ').includes(word)) return [];
  const meant = new Set([word, ...(alike.find((words) => words.includes(word)) ?? [])]);
  return [...meant].map((one) =>
    one.length < 5 ? one : one.replace(/(?:ations?|ions?|ings?|ies|ers?|ed|es|s|e|y)$/, ''),
  );
}

/** Tasks before lists, and decisions last: who searches wants to do something. */
function boostDocument(id: string): number {
  if (/\/(start|how-to|migrate)\//.test(id)) return 3;
  if (/\/contribute\/[^/]*add-/.test(id)) return 3;
  if (/\/(concepts|operate|contribute)\//.test(id)) return 1.6;
  if (/\/(reference|runbooks)\//.test(id)) return 0.8;
  return /\/decisions\/|changelog/.test(id) ? 0.3 : 1;
}
