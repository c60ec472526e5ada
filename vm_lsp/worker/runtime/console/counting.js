/** The console's counters and stopwatches. They live as long as the session. */
(vm) => {
  'use strict';
  const {
    Map, Number, floor, list, mapDelete, mapGet, mapSet, now, padStart, record, toFixed,
  } = vm.primordials;
  const { print } = vm.printing;
  const SECOND = 1000;
  const MINUTE = 60 * SECOND;
  const HOUR = 60 * MINUTE;

  const counts = new Map();
  const clocks = new Map();

  /** A label as Node takes it: text, and `default` where there is none. */
  const named = (label) => (label === undefined ? 'default' : '' + label);

  const warn = (method, text) => print(method, 'warn', 'Warning: ' + text);

  const twoDigits = (value) => padStart('' + value, 2, '0');

  /** A duration as Node writes it: `1.234ms`, `1.234s`, `1:02.345 (m:ss.mmm)`, `1:02:03.456 (h:mm:ss.mmm)`. */
  const duration = (milliseconds) => {
    if (milliseconds < SECOND) return Number(toFixed(milliseconds, 3)) + 'ms';
    if (milliseconds < MINUTE) return toFixed(milliseconds / SECOND, 3) + 's';
    const seconds = toFixed((milliseconds % MINUTE) / SECOND, 3);
    const clock = ':' + padStart(seconds, 6, '0');
    const hours = floor(milliseconds / HOUR);
    const minutes = floor((milliseconds % HOUR) / MINUTE);
    return hours === 0 ? minutes + clock + ' (m:ss.mmm)' : hours + ':' + twoDigits(minutes) + clock + ' (h:mm:ss.mmm)';
  };

  /** Prints how long a clock has been running; false if there is none. */
  const tell = (label, method, rest) => {
    const begun = mapGet(clocks, label);
    if (begun === undefined) {
      warn(method, "No such label '" + label + "' for console." + method + '()');
      return false;
    }
    const args = list();
    args[0] = '%s';
    args[1] = label + ': ' + duration(now() - begun);
    for (let i = 0; i < rest.length; i++) args[i + 2] = rest[i];
    print(method, 'log', vm.format(args, vm.printing.limit()));
    return true;
  };

  vm.counting = record({
    duration,
    count: (label) => {
      const name = named(label);
      const next = (mapGet(counts, name) ?? 0) + 1;
      mapSet(counts, name, next);
      print('count', 'log', name + ': ' + next);
    },
    countReset: (label) => {
      const name = named(label);
      if (mapGet(counts, name) === undefined) warn('countReset', "Count for '" + name + "' does not exist");
      mapDelete(counts, name);
    },
    time: (label) => {
      const name = named(label);
      if (mapGet(clocks, name) === undefined) mapSet(clocks, name, now());
      else warn('time', "Label '" + name + "' already exists for console.time()");
    },
    timeLog: (label, rest) => {
      tell(named(label), 'timeLog', rest);
    },
    timeEnd: (label) => {
      const name = named(label);
      if (tell(name, 'timeEnd', list())) mapDelete(clocks, name);
    },
  });
}
