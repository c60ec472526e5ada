/** The functions that the host calls; each answers with JSON text, a number or nothing. */
(vm) => {
  'use strict';
  const { RegExp, defineProperty, global, parse, record } = vm.primordials;

  const expose = (name, value) => {
    defineProperty(global, name, record({ value, writable: true, enumerable: false, configurable: true }));
  };

  /** What a file finds that is written for Node's `require`. */
  const exposeCommon = (uri) => {
    const module = vm.commonjs.begin(uri);
    expose('require', module.require);
    expose('module', module);
    expose('exports', module.exports);
    expose('__filename', module.filename);
    expose('__dirname', module.path);
  };

  /** A script that is written for pages as well as for Node takes this for a page: it leaves what it has in globals. */
  const exposePage = () => {
    delete global.require;
    delete global.module;
    delete global.exports;
    delete global.__filename;
    delete global.__dirname;
    expose('self', global);
  };

  const value = (result) =>
    record({ value: vm.values.whole(result), place: vm.run.place(), exception: null, outOfMemory: false });

  const failure = (error) => {
    const exception = vm.exceptions.describe(error);
    return record({ value: null, place: vm.run.place(), exception, outOfMemory: vm.exceptions.isOutOfMemory(error) });
  };

  vm.session = record({
    /** Whether it is a regular expression. */
    isPattern: (source, flags) => {
      try {
        return new RegExp(source, flags) !== null;
      } catch {
        return false;
      }
    },
    begin: (args, env, maxOutputBytes, uri, commonjs) => {
      vm.run.reset();
      vm.printing.begin(maxOutputBytes);
      vm.given = record({ args: parse(args), env: parse(env), uri });
      expose('__ARGS__', vm.given.args);
      expose('__ENV__', vm.given.env);
      if (commonjs) exposeCommon(uri);
      else exposePage();
    },
    /**
     * What the run came to, as JSON. With `unknown`, promises were met whose state is being found out: once the jobs
     * have run, ask again.
     */
    outcome: () => {
      vm.promises.forget();
      const outcome = vm.run.isError() ? failure(vm.run.error()) : value(vm.run.value());
      outcome.awaited = vm.run.awaited();
      vm.rejections.meet();
      outcome.unknown = vm.promises.probe();
      if (vm.run.isError()) vm.last.failed(vm.run.error());
      else vm.last.cameTo(vm.run.value());
      return vm.text(outcome);
    },
  });
}
