/** The codes of the colors of a terminal, as `util.inspect.colors` has them, and what Node colors how. */
(vm) => {
  'use strict';
  const { ownKeys, record } = vm.primordials;
  const { put } = vm.builtins;
  const UNCOLORED = 39;
  const UNCOLORED_BACK = 49;
  const BACK = 10;

  const colors = {
    reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27],
    hidden: [8, 28], strikethrough: [9, 29], doubleunderline: [21, 24], framed: [51, 54], overlined: [53, 55],
  };
  const fronts = record({
    black: 30, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, white: 37, gray: 90, redBright: 91,
    greenBright: 92, yellowBright: 93, blueBright: 94, magentaBright: 95, cyanBright: 96, whiteBright: 97,
  });
  const names = ownKeys(fronts);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const initial = vm.primordials.upper(name[0]);
    put(colors, name, [fronts[name], UNCOLORED]);
    put(colors, 'bg' + initial + vm.primordials.slice(name, 1), [fronts[name] + BACK, UNCOLORED_BACK]);
  }

  const styles = {
    special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold',
    string: 'green', symbol: 'green', date: 'magenta', regexp: 'red', module: 'underline',
  };
  return record({ colors, styles });
}
