/** `node:tty`: nothing that a session prints to is a terminal, and there are no streams to one. */
(vm) => {
  'use strict';

  const refuse = (name) => function () {
    throw vm.refusals.error('tty.' + name + ' is not there: a session has no terminal.',
      'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM');
  };

  return { ReadStream: refuse('ReadStream'), WriteStream: refuse('WriteStream'), isatty: () => false };
}
