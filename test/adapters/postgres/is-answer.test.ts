import { expect, test } from 'vitest';
import { isAnswer } from '../../../adapters/postgres/is-answer.ts';

const told = (severity: string | undefined, code: string | undefined) =>
  Object.assign(new Error('told'), severity !== undefined && { severity }, code !== undefined && { code });

test.each(['ERROR', 'FEHLER', 'ERREUR', 'ОШИБКА', 'エラー'])('a refused statement is an answer: %s', (severity) => {
  for (const code of ['23505', '40001', '42P01', '25006', '57014']) expect(isAnswer(told(severity, code))).toBe(true);
});

test.each([
  ['FATAL', '57P01'],
  ['PANIK', 'XX000'],
  ['ВАЖНО', '57P01'],
  ['FATAL', '25P03'],
  ['致命错误', '57P03'],
  [undefined, 'EPIPE'],
  [undefined, 'ECONNRESET'],
  [undefined, undefined],
])('what ends the connection is none: %s %s', (severity, code) => {
  expect(isAnswer(told(severity, code))).toBe(false);
});

test('an error of the server is one even where it tells of itself', () => {
  expect(isAnswer(told('ERROR', 'XX000'))).toBe(true);
  expect(isAnswer(told('ERROR', '53100'))).toBe(true);
});
