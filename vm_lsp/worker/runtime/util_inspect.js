/** `inspect` as user code has it: from node:util, and as the third argument of an object's own printing function. */
(vm) => {
  'use strict';
  const { defineProperty, getOwnPropertyDescriptor, inspectCustom, ownKeys, propertyIsEnumerable, record } =
    vm.primordials;

  const defaults = {};
  const names = ownKeys(vm.inspectDefaults);

  const put = (object, name, value, enumerable) =>
    defineProperty(object, name, record({ value, writable: true, enumerable, configurable: true }));

  for (let i = 0; i < names.length; i++) {
    if (names[i] === 'stacks' || names[i] === 'within') continue;
    put(defaults, names[i], vm.inspectDefaults[names[i]], true);
    if (names[i] === 'depth') put(defaults, 'colors', false, true);
  }

  /** Copies the options of an object; those that are not its own don't count, as in Node. */
  const copied = (options, given) => {
    const keys = ownKeys(given);
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] === 'string' && propertyIsEnumerable(given, keys[i])) options[keys[i]] = given[keys[i]];
    }
    return options;
  };

  /** What `defaultOptions` says now: it is the user's to change. */
  const defaultsNow = (options) => {
    const { value } = getOwnPropertyDescriptor(inspect, 'defaultOptions') ?? record({});
    return typeof value === 'object' && value !== null ? copied(options, value) : options;
  };

  const { inspect } = record({
    inspect(value, options) {
      const chosen = defaultsNow(record({}));
      delete chosen.stylize;
      if (typeof options === 'boolean') chosen.showHidden = options;
      else if (typeof options === 'object' && options !== null) copied(chosen, options);
      if (arguments.length > 2 && arguments[2] !== undefined) chosen.depth = arguments[2];
      return vm.inspect(value, 1 / 0, chosen);
    },
  });

  put(inspect, 'custom', inspectCustom, true);
  put(inspect, 'defaultOptions', defaults, true);

  /** `util.inspect(value, options)`: text without a limit but the run's own; options as in Node, without colors. */
  vm.utilInspect = inspect;
}
