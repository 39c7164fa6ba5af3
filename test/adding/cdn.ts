import type { Adding } from './adding.ts';

export const cdn: Adding = {
  what: 'a CDN',
  most: 5,
  files: {
    'core/purging/config/cdns/bunny.ts': `import * as z from 'zod/mini';
import { priceBook } from '../../../prices/price-book.ts';
import { cdnKind } from './any-kind/cdn-kind.ts';
import { host } from './any-kind/host.ts';
import { key } from './any-kind/key.ts';

export const bunny = cdnKind({
  schema: z.strictObject({ ...key, host: host() }),
  price: { dollarsPerItem: priceBook.bunnyUsdPerPurge.value, freeItemsPerMonth: 0 },
  ownName: ({ host: name }) => name,
  tagsHeedCase: false,
  pathRules: [],
  noQueriesBecause: null,
});
`,
    'adapters/purging/cdns/bunny/bunny.ts': `import { Refusal } from '../../../../core/model/errors.ts';
import type { HttpWorld, KindCdn } from '../any-kind/kind-cdn.ts';

export function bunny({ keys }: HttpWorld): KindCdn<'bunny'> {
  return {
    limits: async ({ host }) => {
      throw new Refusal(\`\${host} has no limits\`);
    },
    submit: async (place) => ({ is: 'accepted', purgeId: await keys.read(place) }),
    isCompleted: async () => true,
  };
}
`,
    'lib/purging/cdns/bunny/bunny.ts': `import type { IConstruct } from 'constructs';
import { type CdnKey, keyConfig, mayReadKey } from '../cdn-key.ts';
import type { BoundCdn, PurgedCdn } from '../purged-cdn.ts';

export class BunnyCdn implements PurgedCdn {
  readonly construct: IConstruct | null = null;
  private readonly props: CdnKey & { readonly host: string };

  constructor(props: CdnKey & { readonly host: string }) {
    this.props = props;
  }

  bind(): BoundCdn {
    const { host } = this.props;
    return { config: { kind: 'bunny', host, ...keyConfig(this.props) }, statements: mayReadKey(this.props), host };
  }
}
`,
  },
  edits: [
    {
      file: 'core/purging/config/cdn-kinds.ts',
      imports: "import { bunny } from './cdns/bunny.ts';",
      after: 'const cdnKinds = {',
      line: 'bunny,',
      askedBy: 'nobody',
    },
    {
      file: 'core/prices/price-book.ts',
      imports: null,
      after: 'export const priceBook = {',
      line: "bunnyUsdPerPurge: { value: 0, readOn: '2026-11-28', from: 'https://bunny.net/pricing/cdn/' },",
      askedBy: 'compiler',
      complains: 'core/purging/config/cdns/bunny.ts',
    },
    {
      file: 'adapters/purging/cdns/catalogue.ts',
      imports: null,
      after: 'KindCdn<K> } = {',
      line: "bunny: lazyCdn(async () => (await import('./bunny/bunny.ts')).bunny(http)),",
      askedBy: 'compiler',
    },
    {
      file: 'lib/purging/cdns/catalogue.ts',
      imports: "import { BunnyCdn } from './bunny/bunny.ts';",
      after: 'cdn: CdnConfig<K>, names: Names) => PurgedCdn } = {',
      line: 'bunny: ({ host, ...key }, names) => new BunnyCdn({ host, ...keyOf(key, names) }),',
      askedBy: 'compiler',
    },
    {
      file: 'lib/index.ts',
      imports: "export { BunnyCdn } from './purging/cdns/bunny/bunny.ts';",
      after: '',
      line: '',
      askedBy: 'test',
    },
  ],
};
