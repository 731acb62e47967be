// Tests of work.js; run them with: npm test

import assert from 'node:assert/strict';
import test from 'node:test';

import { framed } from './work.js';

test('adds white on each side', () => {
  const rows = [[255, 255, 255, 255], [255, 10, 20, 255], [255, 255, 255, 255]];
  assert.deepEqual([...framed(new Uint8Array([10, 20]), 2, 1, 1)], rows.flat());
});

test('no margin changes nothing', () => {
  assert.deepEqual([...framed(new Uint8Array([1, 2, 3]), 1, 3, 0)], [1, 2, 3]);
});
