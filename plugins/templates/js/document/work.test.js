// Tests of work.js; run them with: npm test

import assert from 'node:assert/strict';
import test from 'node:test';

import { plain, utf8 } from './work.js';

test('replaces and keeps the rest', () => assert.equal(plain('\u201ca\u2013b\u201d\u00a0é'), '"a-b" é'));

test('encodes as UTF-8', () => {
  const text = 'a%20é字\u{1f600}';
  assert.deepEqual(utf8(text), new TextEncoder().encode(text));
});
