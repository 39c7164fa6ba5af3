import { InvalidInput } from '../../model/errors.ts';
import { didYouMean } from '../../model/near-names.ts';
import { checkAll, readAll } from '../../schema/all-faults.ts';
import { parseNamed } from '../../schema/parse-named.ts';
import { attributeConflict } from './attribute-conflict.ts';
import { type BalanceConfig, balanceSchema } from './balance.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostGroups = 5;

/** Reads the config of one balance. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseBalance(balance: string, input: unknown): BalanceConfig {
  const config = {
    ...parseNamed({ what: 'balance', field: 'name', name: balance, schema: balanceSchema, input }),
    balance,
  };
  checkAll(
    () => checkGroups(config),
    () => checkShift(config),
    () => checkReservation(config),
  );
  return config;
}

function checkGroups({ groups }: BalanceConfig): void {
  const named = Object.entries(groups);
  checkAll(
    () => {
      if (named.length >= 2 && named.length <= mostGroups) return;
      throw new InvalidInput('groups', `there are ${named.length}; a forward action shares among 2 to ${mostGroups}`);
    },
    ...named.flatMap(([name, group]) => [
      () => {
        const [other] = named.find(([, { targetGroupArn }]) => targetGroupArn === group.targetGroupArn) ?? [name];
        if (other === name) return;
        throw new InvalidInput(`groups.${name}.targetGroupArn`, `it is that of ${other} too; name each group once`);
      },
      () => checkGroup(name, group),
    ]),
  );
}

function checkGroup(name: string, { attributes, zone, zones }: BalanceConfig['groups'][string]): void {
  if (zone !== null && zones.length > 0)
    throw new InvalidInput(`groups.${name}.zones`, `the group is all in ${zone}; leave one of zone and zones out`);
  const conflict = attributeConflict(attributes);
  if (conflict !== null) throw new InvalidInput(`groups.${name}.attributes`, `${conflict}; leave one of them out`);
}

function checkShift({ shift, groups }: BalanceConfig): void {
  if (shift === null) return;
  readAll(['from', 'to'] as const, (end) => {
    if (Object.hasOwn(groups, shift[end])) return;
    const fix = didYouMean(shift[end], Object.keys(groups)) || 'add it or correct the name';
    throw new InvalidInput(`shift.${end}`, `"${shift[end]}" is not among the groups; ${fix}`);
  });
  if (shift.from === shift.to) throw new InvalidInput('shift.to', `"${shift.to}" is where it comes from; name another`);
  if (shift.plan.kind !== 'steps') return;
  shift.plan.steps.forEach(({ percent }, index, steps) => {
    if (percent >= (steps[index - 1]?.percent ?? 0)) return;
    throw new InvalidInput(`shift.plan.steps[${index}].percent`, `${percent} is less than before; let steps rise`);
  });
}

function checkReservation({ reservation }: BalanceConfig): void {
  if (reservation === null) return;
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: reservation.timeZone });
  } catch {
    throw new InvalidInput(
      'reservation.timeZone',
      `"${reservation.timeZone}" is not an IANA time zone; write one such as Europe/Berlin`,
    );
  }
}
