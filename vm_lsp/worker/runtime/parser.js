/** Evaluates a text with nothing of it becoming global. It is not strict by itself: hence neither is this file. */
(vm) => {
  const { evaluate, record } = vm.primordials;

  vm.parser = record({
    parse: ((eval) => (code) => eval(code))(evaluate),
  });
}
