// Tests of csv.js; run them with: npm test

import assert from 'node:assert/strict';
import test from 'node:test';

import { csv, grids, utf8 } from './csv.js';

const cell = (text, row, column, rowSpan = 1, columnSpan = 1, table = 0) => ({
  kind: { tag: 'table-cell', val: { table, row, column, rowSpan, columnSpan } },
  text,
});

test('puts cells into their places', () => {
  const blocks = [{ kind: { tag: 'table' }, text: '' }, cell('a', 0, 0, 1, 2), cell('c', 1, 1), cell('x', 0, 0, 1, 1, 1)];
  assert.deepEqual(grids(blocks), [
    { table: 0, rows: [['a', ''], ['', 'c']] },
    { table: 1, rows: [['x']] },
  ]);
});

test('a page without tables has none', () => assert.deepEqual(grids([{ kind: { tag: 'paragraph' }, text: 'a' }]), []));

test('refuses a grid without end', () => {
  assert.throws(() => grids([cell('a', 4_000_000_000, 0)]), { tag: 'invalid-input' });
});

test('quotes what must be quoted', () => {
  assert.equal(csv([['a,b', 'say "x"', 'c;d'], ['two\nlines', '', 'e']], ','), '"a,b","say ""x""",c;d\r\n"two\nlines",,e\r\n');
  assert.equal(csv([['a,b', 'c;d']], ';'), 'a,b;"c;d"\r\n');
});

test('encodes as UTF-8', () => {
  const text = 'a%20é字\u{1f600}';
  assert.deepEqual(utf8(text), new TextEncoder().encode(text));
});
