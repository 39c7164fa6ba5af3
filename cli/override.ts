import { Argument, Command } from 'commander';
import { overrideWeights } from './balancing/override-weights.ts';
import { choosing } from './choice.ts';
import { withWhere } from './connect.ts';
import { withExamples } from './examples.ts';
import type { OverrideOptions } from './put-override.ts';
import { overrideUnits } from './scaling/override-units.ts';
import type { Session } from './session.ts';

interface Options extends OverrideOptions {
  readonly weights?: true;
}

const whats = ['floor', 'ceiling', 'pause', 'prepared', 'size', 'pin', 'adopt', 'list', 'remove'] as const;

const examples = [
  'headroom override checkout/web floor 10 --for 2h --note "launch"',
  'headroom override checkout/web ceiling 4 --for 30m',
  'headroom override checkout/web pause --for 1h',
  'headroom override checkout/web prepared 40 --for 3h --note "before the sale"',
  'headroom override checkout/web size m7g.large --for 7d --note "kept through the sale"',
  'headroom override checkout/web pin blue=10 --for 30m',
  'headroom override checkout/web pause --weights --for 30m',
  'headroom override checkout/web floor 500 --for 1h --replace',
  'headroom override checkout/web list',
  'headroom override checkout/web remove floor',
] as const;

/** `headroom override <scalable> floor|ceiling|pause|prepared|size|pin|adopt|list|remove`: a person knows better, for a while. */
export function override(session: Session): Command {
  const command = withExamples(new Command('override'), examples)
    .description('set aside the policies of a scalable for a while: a floor, a ceiling or a pause')
    .argument('<scalable>', 'e.g. checkout/web; a balance for pin, adopt, and what is given --weights')
    .addArgument(choosing(new Argument('<what>', 'what is to hold, or be done to what holds'), 'what', whats))
    .argument(
      '[value]',
      'units for a floor or a ceiling, m7g.large for a size, blue=10 for a pin; for remove: what to remove',
    )
    .option('--weights', 'set aside the weights of a balance, not a capacity')
    .option('--for <duration>', 'how long, e.g. 30m, 2h or 1d; an override always ends')
    .option('--note <text>', 'why, for those who read it later')
    .option('--replace', 'take away what contradicts it')
    .option('--no-wake', 'wake no look; it counts from the next one')
    .option('--json', 'print one JSON object, or of `list` one JSON array');
  return withWhere(command).action((subject: string, what: string, value: string | undefined, options: Options) =>
    run(session, { subject, what, value: value ?? null, options }),
  );
}

interface Request {
  readonly subject: string;
  readonly what: string;
  readonly value: string | null;
  readonly options: Options;
}

function run(session: Session, request: Request): Promise<void> {
  const { subject, what, options } = request;
  if (what === 'pin' || what === 'adopt' || options.weights) {
    return overrideWeights(session, { ...request, balance: subject });
  }
  return overrideUnits(session, { ...request, scalable: subject });
}
