/** `node:os`, as far as it says of what kind the system is. Nothing of this machine or its user is told. */
(vm) => {
  'use strict';
  const { parse, record } = vm.primordials;
  const TYPES = record({ linux: 'Linux', darwin: 'Darwin', win32: 'Windows_NT' });
  const { platform, arch } = parse(vm.host.process());

  return {
    EOL: '\n',
    arch: () => arch,
    availableParallelism: () => 1,
    constants: { errno: {}, priority: {}, signals: {} },
    cpus: () => [],
    devNull: '/dev/null',
    endianness: () => 'LE',
    freemem: () => 0,
    homedir: () => '/',
    hostname: () => 'localhost',
    loadavg: () => [0, 0, 0],
    networkInterfaces: () => ({}),
    platform: () => platform,
    release: () => '',
    tmpdir: () => '/tmp',
    totalmem: () => 0,
    type: () => TYPES[platform] ?? platform,
    uptime: () => 0,
    userInfo: () => ({ uid: -1, gid: -1, username: '', homedir: '/', shell: null }),
    version: () => '',
  };
}
