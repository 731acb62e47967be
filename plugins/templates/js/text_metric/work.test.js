// Tests of work.js; run them with: npm test

import assert from 'node:assert/strict';
import test from 'node:test';

import { exact } from './work.js';

const samples = [['one', 'one'], ['tw o', 'two'], ['', ''], ['4', 'four']].map(([prediction, reference]) => ({ prediction, reference }));

test('counts exact matches', () => assert.equal(exact(samples, false), 2));
test('ignores white space', () => assert.equal(exact(samples, true), 3));
