/** `node:buffer`: the globals. */
(vm) => {
  'use strict';
  const { Buffer } = vm.part('globals/buffer');
  const { atob, btoa } = vm.part('globals/base64');
  return { Buffer, atob, btoa, kMaxLength: 2 ** 53 - 1 };
}
