import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Heard } from '../../core/looking/deliver.ts';
import { planLooks, type Roster } from '../../core/looking/plan.ts';
import { type CapabilityName, capabilityNames, nounOf } from '../../core/model/capability-name.ts';
import type { Signal } from '../../core/model/signal.ts';
import { noonMs } from '../fixtures.ts';
import { rigOf } from './capability-rig.ts';

/** One of which scalables, balances, purges and keyspaces are called so, and moves. */
const known = ['checkout/web', 'shop/m1', 'shop'];
const subjectName = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}(\/[a-z0-9][a-z0-9._-]{0,20})?$/);
const madeUp = fc
  .oneof(subjectName, fc.constantFrom('chekout/web', 'CHECKOUT/WEB', 'checkout/web/', '__proto__', '', 'toString'))
  .filter((name) => !known.includes(name));

/** A signal of each kind that names this subject, as whoever means to fill the ledger would. */
function naming(capability: CapabilityName, subject: string, dryRun: boolean): readonly Signal[] {
  const look = { id: `of ${subject}`, atMs: null, dryRun } as const;
  const alarms = [`headroom/${subject}`, `wake/${subject}`, `headroom-${capability}/${subject}:slow`];
  const named = {
    tick: [{ kind: 'tick', ...look }],
    manual: [{ kind: 'manual', ...look, capability, subject }],
    change: [{ kind: 'change', ...look, scalable: subject }],
    content: [{ kind: 'content', ...look }],
    release: [{ kind: 'release', ...look, purge: subject }],
    wake: [{ kind: 'wake', ...look, subject }],
    alarm: alarms.map((alarmName) => ({ kind: 'alarm', ...look, alarmName, state: 'ALARM' as const })),
  } as const satisfies { readonly [Kind in Signal['kind']]: readonly Extract<Signal, { kind: Kind }>[] };
  return Object.values(named).flat();
}

function heard(signal: Signal, subject: string): Heard {
  const content =
    signal.kind === 'release'
      ? ({ is: 'release', purge: subject, id: 'r' } as const)
      : ({ is: 'items', items: ['/a'], purges: [subject], id: 'i', urgent: false } as const);
  return { messageId: signal.id, at: 'event', said: { signal, content } };
}

/** A roster whose watch list names, besides, whom nobody configures any more. */
function rosterOf(capability: CapabilityName, alsoWatched: readonly string[]): Roster {
  return {
    scopes: rigOf(capability).scopes(known),
    all: async () => known,
    watching: async () => [...alsoWatched, 'checkout/web'],
    claimFullLook: async () => false,
  };
}

describe.each(capabilityNames)('%s', (capability) => {
  it('never looks at what nobody has configured, whatever names it, so that nothing is recorded of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(madeUp, { minLength: 1, maxLength: 4 }), fc.boolean(), async (names, dryRun) => {
        const all = names.flatMap((name) => naming(capability, name, dryRun).map((one) => heard(one, name)));
        const { looks } = await planLooks(all, rosterOf(capability, names), noonMs);
        expect(looks.map(({ subject }) => subject).filter((name) => !known.includes(name))).toEqual([]);
      }),
    );
  });

  it('answers whoever asks for what nobody has configured by that name, or looks at what it has', async () => {
    const asked = naming(capability, 'chekout/web', false).filter(({ kind }) => kind === 'manual');
    const messages = asked.map((one) => heard(one, 'chekout/web'));
    const { looks, faults } = await planLooks(messages, rosterOf(capability, []), noonMs);
    // Whoever asks the function of a keyspace for moves names the keyspace: no move is named by anybody.
    if (capability === 'moving') return expect(looks.length).toBeGreaterThan(0);
    expect(looks).toEqual([]);
    const [message = ''] = [...faults.values()].map((fault) => fault.message);
    expect(message).toContain(nounOf(capability));
    expect(message).toContain('checkout/web');
  });
});
