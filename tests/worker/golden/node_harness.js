// Runs one line of node_cases.txt and says what it came to, as JSON: the same in Node and in a session.
async (code, require) => {
  const path = require('node:path');
  const util = require('util');
  const assert = require('assert');
  const Events = require('events');
  const url = require('url');
  const isDeep = (a, b) => util.isDeepStrictEqual(a, b);
  const loosely = (check) => {
    try {
      check();
      return true;
    } catch {
      return false;
    }
  };
  void [path, util, assert, Events, url, isDeep, loosely];
  try {
    const wrapped = '(async () => (' + code + '))()';
    return { value: (await eval(wrapped)) ?? null };
  } catch (error) {
    const { name, message, code: id, generatedMessage, operator } = error;
    return { error: { name, message, code: id, generatedMessage, operator } };
  }
}
