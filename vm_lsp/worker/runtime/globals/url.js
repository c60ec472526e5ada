/** `URL` (URL Standard, 6.1). What a URL means the host knows, by the ada library; here is the object around it. */
(vm) => {
  'use strict';
  const { parse, record, slice, stringify, wellFormed, defineProperty } = vm.primordials;
  const { url: ask } = vm.host;
  const { expose, prints } = vm.part('globals/interfaces');
  const { URLSearchParams, bind } = vm.part('globals/search_params');

  const usv = (value) => wellFormed('' + value);

  /** The parts of a URL, null where the text is none. */
  const parsed = (text, base) => parse(ask(stringify(text), base === undefined ? 'null' : stringify(base)));

  const invalid = (input, base) => {
    const error = vm.refusals.type('Invalid URL', 'ERR_INVALID_URL');
    error.input = input;
    if (base !== undefined) error.base = base;
    return error;
  };

  const need = (count) => {
    if (count === 0) throw vm.refusals.missing('"url" argument');
  };

  class URL {
    #parts;
    #params = undefined;
    #refresh = undefined;

    constructor(url, base = undefined) {
      need(arguments.length);
      const text = usv(url);
      const relative = base === undefined ? undefined : usv(base);
      this.#parts = parsed(text, relative);
      if (this.#parts === null) throw invalid(text, relative);
    }
    static canParse(url, base = undefined) {
      need(arguments.length);
      return parsed(usv(url), base === undefined ? undefined : usv(base)) !== null;
    }
    static parse(url, base = undefined) {
      need(arguments.length);
      return URL.canParse(url, base) ? new URL(url, base) : null;
    }
    #set(name, value) {
      const parts = parse(vm.host.setUrl(stringify(this.#parts.href), name, stringify(usv(value))));
      if (parts === null) return false;
      this.#parts = parts;
      if (this.#refresh !== undefined && (name === 'href' || name === 'search')) this.#refresh(slice(parts.search, 1));
      return true;
    }
    get href() {
      return this.#parts.href;
    }
    set href(value) {
      if (!this.#set('href', value)) throw invalid(usv(value));
    }
    get origin() {
      return this.#parts.origin;
    }
    get protocol() {
      return this.#parts.protocol;
    }
    set protocol(value) {
      this.#set('protocol', value);
    }
    get username() {
      return this.#parts.username;
    }
    set username(value) {
      this.#set('username', value);
    }
    get password() {
      return this.#parts.password;
    }
    set password(value) {
      this.#set('password', value);
    }
    get host() {
      return this.#parts.host;
    }
    set host(value) {
      this.#set('host', value);
    }
    get hostname() {
      return this.#parts.hostname;
    }
    set hostname(value) {
      this.#set('hostname', value);
    }
    get port() {
      return this.#parts.port;
    }
    set port(value) {
      this.#set('port', value);
    }
    get pathname() {
      return this.#parts.pathname;
    }
    set pathname(value) {
      this.#set('pathname', value);
    }
    get search() {
      return this.#parts.search;
    }
    set search(value) {
      this.#set('search', value);
    }
    get searchParams() {
      if (this.#params === undefined) {
        this.#params = new URLSearchParams(this.#parts.search);
        this.#refresh = bind(this.#params, (query) => {
          this.#parts = parse(vm.host.setUrl(stringify(this.#parts.href), 'search', stringify(query)));
        });
      }
      return this.#params;
    }
    get hash() {
      return this.#parts.hash;
    }
    set hash(value) {
      this.#set('hash', value);
    }
    toString() {
      return this.#parts.href;
    }
    toJSON() {
      return this.#parts.href;
    }
  }
  defineProperty(URL.parse, 'length', record({ value: 1, configurable: true }));

  prints(URL, (url, inspect) => {
    const { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams } = url;
    return vm.values.className(url) + ' ' + inspect({
      href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash: url.hash,
    });
  });

  return record({ URL: expose(URL, 'URL') });
}
