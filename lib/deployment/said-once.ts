import type { Construct } from 'constructs';
import { InvalidInput } from '../../core/model/errors.ts';
import { within } from '../../core/schema/within.ts';

/** Something that an app says, as a config file would: `scalables["checkout/web"]`. */
interface Said {
  /** E.g. `scalable`. */
  readonly noun: string;
  readonly name: string;
  /** Where its construct will stand, and by which id. */
  readonly where: Construct;
  readonly id: string;
}

/** Makes what an app says. Throws `InvalidInput` that names it, and where there is one of the same name. */
export function saidOnce<Made>({ noun, name, where, id }: Said, make: () => Made): Made {
  return within(`${noun}s[${JSON.stringify(name)}]`, () => {
    const other = where.node.tryFindChild(id);
    if (other === undefined) return make();
    const fix = `give one of them another name, or leave it out`;
    throw new InvalidInput('config', `there is a ${noun} of this name already (${other.node.path}); ${fix}`);
  });
}
