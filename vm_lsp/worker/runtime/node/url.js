/** `node:url`: the classes that are globals here, and paths of `file:` URLs. */
(vm) => {
  'use strict';
  const { TypeError, codeAt, decodeURIComponent, exec, global, record } = vm.primordials;
  const { argument: wrongType, coded } = vm.refusals;
  const { URL, URLSearchParams } = global;
  const KEPT = /^[A-Za-z0-9\-_.!~*'()\/:@&=+$,;]$/;
  const ENCODED_SLASH = /%2f/i;

  const encoded = (path) => {
    let text = '';
    for (let i = 0; i < path.length; i++) {
      const letter = path[i];
      const isPair = codeAt(letter, 0) >= 0xd800 && codeAt(letter, 0) < 0xdc00 && i + 1 < path.length;
      if (isPair) text += vm.primordials.encodeURIComponent(letter + path[++i]);
      else text += exec(KEPT, letter) === null ? vm.primordials.encodeURIComponent(letter) : letter;
    }
    return text;
  };

  const fileURLToPath = (given) => {
    const isText = typeof given === 'string';
    if (!isText && (typeof given !== 'object' || given === null || given.href === undefined)) {
      throw wrongType('path', 'of type string or an instance of URL', given);
    }
    const url = isText ? new URL(given) : given;
    if (url.protocol !== 'file:') {
      throw coded(new TypeError('The URL must be of scheme file'), 'ERR_INVALID_URL_SCHEME');
    }
    if (url.hostname !== '') {
      const message = 'File URL host must be "localhost" or empty on linux';
      throw coded(new TypeError(message), 'ERR_INVALID_FILE_URL_HOST');
    }
    if (exec(ENCODED_SLASH, url.pathname) !== null) {
      const message = 'File URL path must not include encoded / characters';
      throw coded(new TypeError(message), 'ERR_INVALID_FILE_URL_PATH');
    }
    return decodeURIComponent(url.pathname);
  };

  const pathToFileURL = (path) => {
    if (typeof path !== 'string') throw wrongType('path', 'of type string', path);
    const whole = vm.part('node/path').resolve(path);
    const isFolder = path !== '' && path[path.length - 1] === '/' && whole !== '/';
    return new URL('file://' + encoded(whole) + (isFolder ? '/' : ''));
  };

  const urlToHttpOptions = (url) => {
    const options = record({
      protocol: url.protocol, hostname: url.hostname, hash: url.hash, search: url.search, pathname: url.pathname,
      path: url.pathname + url.search, href: url.href,
    });
    if (url.port !== '') options.port = +url.port;
    if (url.username !== '' || url.password !== '') {
      options.auth = decodeURIComponent(url.username) + ':' + decodeURIComponent(url.password);
    }
    return options;
  };

  const format = (url) => (typeof url === 'string' ? new URL(url).href : '' + url.href);

  return { URL, URLSearchParams, fileURLToPath, format, pathToFileURL, urlToHttpOptions };
}
