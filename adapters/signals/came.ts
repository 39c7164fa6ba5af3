import { mask } from '../../core/because-of.ts';
import { counted } from '../../core/model/counted.ts';

const longestText = 60;
const mostKeys = 8;

/**
 * What came instead of what was expected, for an error message: its kind and outline, shortened, account numbers and keys
 * masked. Texts that are not a single word are not repeated, since they may hold anything.
 */
export function came(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return cameText(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return cameObject(value);
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  return mask(String(value)).slice(0, longestText);
}

function cameText(text: string): string {
  if (text === '') return 'an empty text';
  return /^[\w.-]{1,60}$/.test(text) ? `"${mask(text)}"` : `a text of ${counted(text.length, 'character')}`;
}

function cameObject(value: object): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  const told = keys.slice(0, mostKeys).map((key) => mask(key.slice(0, longestText)));
  const more = keys.length > mostKeys ? ` and ${keys.length - mostKeys} more` : '';
  return `an object with ${told.join(', ')}${more}`;
}
