/** `performance`: the clock of the run's process, and marks and measures on it (High Resolution Time, User Timing). */
(vm) => {
  'use strict';
  const { defineProperty, list, now, parse, record, sort } = vm.primordials;
  const { dictionary, expose, prints } = vm.part('globals/interfaces');
  const { DOMException } = vm.part('globals/dom_exception');
  const KEY = record({});
  /** Entries that are kept: of more the oldest go. */
  const MOST = 10000;
  const timeOrigin = parse(vm.host.process()).now - now();

  const guard = (key) => {
    if (key !== KEY) throw vm.refusals.type('Illegal constructor', 'ERR_ILLEGAL_CONSTRUCTOR');
  };

  class PerformanceEntry {
    #fields;

    constructor(key, fields) {
      guard(key);
      this.#fields = fields;
    }
    get name() {
      return this.#fields.name;
    }
    get entryType() {
      return this.#fields.entryType;
    }
    get startTime() {
      return this.#fields.startTime;
    }
    get duration() {
      return this.#fields.duration;
    }
    get detail() {
      return this.#fields.detail;
    }
    toJSON() {
      const { name, entryType, startTime, duration, detail } = this.#fields;
      return { name, entryType, startTime, duration, detail };
    }
  }
  class PerformanceMark extends PerformanceEntry {}
  class PerformanceMeasure extends PerformanceEntry {}

  prints(PerformanceEntry, (entry, inspect) => vm.values.className(entry) + ' ' + inspect(entry.toJSON()));

  let entries = list();
  /** The index of the oldest that is kept: those before it go when they are as many. */
  const oldest = () => (entries.length > MOST ? entries.length - MOST : 0);
  const keep = (entry) => {
    entries[entries.length] = entry;
    if (entries.length >= 2 * MOST) entries = those(() => true);
    return entry;
  };

  const those = (wanted) => {
    const kept = list();
    for (let i = oldest(); i < entries.length; i++) if (wanted(entries[i])) kept[kept.length] = entries[i];
    return kept;
  };

  /** Those that match, in the order of their times, as an array for the user. */
  const selected = (matches) => {
    const found = [];
    for (let i = oldest(); i < entries.length; i++) {
      if (!matches(entries[i])) continue;
      defineProperty(found, found.length, record({
        value: entries[i], writable: true, enumerable: true, configurable: true,
      }));
    }
    return sort(found, (a, b) => a.startTime - b.startTime);
  };

  const drop = (type, name) => {
    entries = those((entry) => entry.entryType !== type || (name !== undefined && entry.name !== '' + name));
  };

  /** A moment: a number, or the name of a mark, of which the last one counts. */
  const moment = (value) => {
    if (typeof value === 'number') return value;
    const name = '' + value;
    for (let i = entries.length - 1; i >= oldest(); i--) {
      if (entries[i].entryType === 'mark' && entries[i].name === name) return entries[i].startTime;
    }
    throw new DOMException('The "' + name + '" performance mark has not been set', 'SyntaxError');
  };

  const span = (given, endMark) => {
    const options = typeof given === 'object' && given !== null ? given : { start: given, end: endMark };
    const { start, end, duration, detail } = options;
    const last = end !== undefined ? moment(end)
      : start !== undefined && duration !== undefined ? moment(start) + duration : now();
    const first = start !== undefined ? moment(start) : duration !== undefined ? last - duration : 0;
    return record({ first, last, detail });
  };

  class Performance {
    constructor(key) {
      guard(key);
    }
    get timeOrigin() {
      return timeOrigin;
    }
    now() {
      return now();
    }
    mark(name, options = undefined) {
      if (arguments.length === 0) throw vm.refusals.missing('"name" argument');
      const { startTime = now(), detail = null } = dictionary(options, 'options');
      if (!(startTime >= 0)) {
        throw vm.refusals.type('The value of "startTime" is invalid', 'ERR_PERFORMANCE_INVALID_TIMESTAMP');
      }
      const fields = record({ name: '' + name, entryType: 'mark', startTime, duration: 0, detail });
      return keep(new PerformanceMark(KEY, fields));
    }
    measure(name, startOrOptions = undefined, endMark = undefined) {
      if (arguments.length === 0) throw vm.refusals.missing('"name" argument');
      const { first, last, detail = null } = span(startOrOptions, endMark);
      const fields = record({
        name: '' + name, entryType: 'measure', startTime: first, duration: last - first, detail,
      });
      return keep(new PerformanceMeasure(KEY, fields));
    }
    getEntries() {
      return selected(() => true);
    }
    getEntriesByName(name, type = undefined) {
      return selected((entry) => entry.name === '' + name && (type === undefined || entry.entryType === type));
    }
    getEntriesByType(type) {
      return selected((entry) => entry.entryType === '' + type);
    }
    clearMarks(name = undefined) {
      drop('mark', name);
    }
    clearMeasures(name = undefined) {
      drop('measure', name);
    }
    toJSON() {
      return { timeOrigin };
    }
  }
  prints(Performance, (performance, inspect) => 'Performance ' + inspect({ timeOrigin }));

  return record({
    performance: new Performance(KEY), Performance: expose(Performance, 'Performance'),
    PerformanceEntry: expose(PerformanceEntry, 'PerformanceEntry'),
    PerformanceMark: expose(PerformanceMark, 'PerformanceMark'),
    PerformanceMeasure: expose(PerformanceMeasure, 'PerformanceMeasure'),
  });
}
