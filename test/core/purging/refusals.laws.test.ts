import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../adapters/ledger/memory.ts';
import { run } from '../../../core/pipeline.ts';
import { coverOf } from '../../../core/purging/cover.ts';
import type { Answer } from '../../../core/purging/ports.ts';
import { purging } from '../../../core/purging/purging.ts';
import { AWorld } from './a-world.ts';

const item = fc.nat(59).map((index) => (index % 7 === 0 ? `#tag-${index}` : `/folder-${index % 3}/${index}.html`));
const step = fc.record({
  ordinary: fc.array(item, { maxLength: 12 }),
  urgent: fc.array(item, { maxLength: 4 }),
  /** After so many answers in a look the CDN is busy, or the line breaks; null for never. */
  stopsAfter: fc.option(fc.nat(6)),
  breaks: fc.boolean(),
});
const course = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 7 }),
  bad: fc.uniqueArray(item, { maxLength: 9 }),
  /** As CloudFront takes items, all in one request, or as the others do, of one kind and few. */
  oneRequest: fc.boolean(),
});

interface Course {
  readonly steps: readonly {
    readonly ordinary: readonly string[];
    readonly urgent: readonly string[];
    readonly stopsAfter: number | null;
    readonly breaks: boolean;
  }[];
  readonly bad: readonly string[];
  readonly oneRequest: boolean;
}

/** A CDN that refuses whatever holds a bad item, and is busy or breaks when told to. */
class Stage {
  readonly world: AWorld;
  readonly bad: ReadonlySet<string>;
  accepted: string[] = [];
  refused = new Set<string>();
  private left: number | null = null;
  private breaks = false;
  private readonly look: () => Promise<unknown>;

  constructor({ bad, oneRequest }: Course) {
    this.bad = new Set(bad);
    this.world = oneRequest
      ? new AWorld({}, { inProgress: { paths: 3000, wildcards: 15 } })
      : new AWorld({}, { perRequest: { tag: 3, wildcard: 1, path: 5 }, wildcards: 'everything' });
    const { world } = this.world;
    const cdn = { ...world.cdn, submit: async (_: unknown, part: { items: readonly string[] }) => this.answer(part) };
    const capability = purging({ ...world, cdn });
    let ids = 0;
    const spine = {
      ledger: memoryLedger(),
      clock: { nowMs: () => this.world.nowMs },
      newId: () => `id-${ids++}`,
      leaseMs: 600_000,
    };
    const signal = {
      kind: 'manual',
      id: 's',
      atMs: null,
      dryRun: false,
      capability: 'purging',
      subject: 'site',
    } as const;
    this.look = () => run(capability, 'site', signal, spine);
  }

  /** One look; what it had accepted. */
  async play(stopsAfter: number | null = null, breaks = false): Promise<readonly string[]> {
    this.world.nowMs += 60_000;
    this.left = stopsAfter;
    this.breaks = breaks;
    const before = this.accepted.length;
    await this.look();
    return this.accepted.slice(before);
  }

  async playAll({ steps }: Course): Promise<void> {
    for (const { ordinary, urgent, stopsAfter, breaks } of steps) {
      if (ordinary.length > 0) this.world.wait(ordinary);
      if (urgent.length > 0) this.world.wait(urgent, { urgent: true });
      await this.play(stopsAfter, breaks);
    }
  }

  private answer({ items }: { readonly items: readonly string[] }): Answer {
    if (this.left === 0) {
      if (this.breaks) throw new Error('the line broke');
      return { is: 'busy', because: 'too much to do', againSeconds: 30 };
    }
    if (this.left !== null) this.left--;
    const wrong = items.filter((one) => this.bad.has(one));
    if (wrong.length === 0) {
      this.accepted.push(...items);
      return { is: 'accepted', purgeId: null };
    }
    for (const one of items.length === 1 ? wrong : []) this.refused.add(one);
    return { is: 'refused', because: `no ${wrong[0]}` };
  }
}

describe('purges of which some items are refused, some are urgent, and some are asked for in vain', () => {
  it('do all that can be done, refuse what cannot by its name, and leave nothing waiting', async () => {
    await fc.assert(
      fc.asyncProperty(course, async (one) => {
        const stage = new Stage(one);
        await stage.playAll(one);
        for (let look = 0; look < 25; look++) await stage.play();

        const asked = one.steps.flatMap(({ ordinary, urgent }) => [...ordinary, ...urgent]);
        const cover = coverOf(stage.accepted);
        for (const good of asked.filter((each) => !stage.bad.has(each))) expect(cover.covers(good)).toBe(true);
        for (const wrong of asked.filter((each) => stage.bad.has(each)))
          expect(stage.refused.has(wrong) || cover.covers(wrong)).toBe(true);
        expect(stage.world.purges.waiting).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it('do what a person waits for in the next look in which the CDN answers, whatever else is there', async () => {
    await fc.assert(
      fc.asyncProperty(course, fc.array(item, { minLength: 1, maxLength: 3 }), async (one, wanted) => {
        const stage = new Stage(one);
        await stage.playAll(one);
        stage.world.wait(wanted, { urgent: true });
        const cover = coverOf(await stage.play());
        for (const each of wanted.filter((path) => !stage.bad.has(path))) expect(cover.covers(each)).toBe(true);
      }),
      { numRuns: 120 },
    );
  });
});
