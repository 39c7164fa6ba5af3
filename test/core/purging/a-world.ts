import type { Change, Chunk } from '../../../core/purging/change.ts';
import { parsePurge } from '../../../core/purging/config/parse-purge.ts';
import type { PurgeInput } from '../../../core/purging/config/purge.ts';
import type { CdnLimits } from '../../../core/purging/observation.ts';
import type { Answer, Asked, Purges, PurgingWorld, Receipt } from '../../../core/purging/ports.ts';
import { Settled, type Submission, settledBy } from '../../../core/purging/settled.ts';

/** What waits and what has been purged, in memory. */
class MemoryPurges implements Purges {
  waiting: Chunk[] = [];
  readonly known = new Map<string, Receipt>();

  async chunks(): Promise<readonly Chunk[]> {
    return this.waiting;
  }

  async receipts(): Promise<readonly Receipt[]> {
    return [...this.known.values()];
  }

  async submitted(_: string, purge: Submission, asked: Asked, submittedAtMs: number): Promise<Submission> {
    const { purgeIds, refusals } = asked;
    const known = this.known.get(purge.id);
    if (known === undefined)
      this.known.set(purge.id, { purge, purgeIds, refusals, submittedAtMs, settled: false, made: new Set() });
    return known?.purge ?? purge;
  }

  async settle(_: string, submissions: readonly Submission[]): Promise<void> {
    const settled = new Settled(submissions, [...this.known.values()]);
    for (const { id, items, ...purge } of submissions) {
      const receipt = this.known.get(id);
      const cover = settledBy({ id, items, ...purge });
      const mine = this.waiting.flatMap(({ changes }) => changes.filter(({ item }) => cover.covers(item)));
      if (receipt) this.known.set(id, { ...receipt, settled: true, made: new Set(mine.map((one) => one.id)) });
    }
    this.waiting = this.waiting
      .map((chunk) => ({ ...chunk, changes: chunk.changes.filter((change) => !settled.has(change, chunk)) }))
      .filter(({ changes }) => changes.length > 0);
  }
}

const http: Partial<CdnLimits> = {
  wildcards: 'everything',
  inProgress: null,
  perRequest: { tag: 2, wildcard: 1, path: 2 },
};

/** A CDN that answers as it is told to; by default it takes two items in a request, and is done with its answer. */
export class AWorld {
  nowMs = Date.UTC(2026, 10, 25, 12);
  readonly purges = new MemoryPurges();
  readonly asked: { id: string; items: readonly string[] }[] = [];
  /** Given, first come first served, instead of "accepted". */
  answers: (Answer | Error)[] = [];
  completed = new Set<string>();
  /** All there is behind it; null where nobody knows. */
  objects: readonly string[] | null = null;
  /** How a purge is known to the CDN; null where it is done when it is answered. */
  purgeIdOf: (id: string) => string | null = () => null;
  private readonly input: Partial<PurgeInput>;
  private readonly limits: CdnLimits;

  constructor(input: Partial<PurgeInput> = {}, limits: Partial<CdnLimits> = http) {
    this.input = input;
    const none = { kind: 'made-up', wildcards: 'any', mostSlashes: null, noTagsBecause: null } as const;
    this.limits = { ...none, inProgress: null, perRequest: null, ...limits };
  }

  wait(items: readonly string[], more: Partial<Change> = {}): void {
    const id = `${more.urgent ? 0 : 1}#${this.purges.waiting.length}-${this.nowMs}`;
    const changes = items.map((item) => ({ id: `${id}-${item}`, item, atMs: null, urgent: false, ...more }));
    this.purges.waiting = [...this.purges.waiting, { id, cameAtMs: this.nowMs, changes }].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
  }

  get world(): PurgingWorld {
    const config = parsePurge('site', {
      cdn: { kind: 'cloudfront', distributionId: 'E1' },
      quietSeconds: 0,
      ...this.input,
    });
    return {
      settings: { purge: async () => config },
      purges: this.purges,
      inventory: { paths: async () => this.objects },
      nowMs: () => this.nowMs,
      cdn: {
        limits: async () => this.limits,
        submit: async (_, { id, items }) => {
          this.asked.push({ id, items });
          const answer = this.answers.shift() ?? { is: 'accepted', purgeId: this.purgeIdOf(id) };
          if (answer instanceof Error) throw answer;
          return answer;
        },
        isCompleted: async (_, purgeId) => this.completed.has(purgeId),
      },
    };
  }
}
