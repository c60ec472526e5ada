/** `node:path`, in its POSIX form: a session's paths are those of URIs. */
(vm) => {
  'use strict';
  const { Error, codeAt, getOwnPropertyDescriptor, list, ownKeys, record, slice } = vm.primordials;
  const { argument: wrongType } = vm.refusals;
  const SLASH = 47;
  const DOT = 46;

  const insist = (value, name) => {
    if (typeof value !== 'string') throw wrongType(name, 'of type string', value);
  };

  const lastIndexOf = (text, code, from = text.length - 1) => {
    let at = from;
    while (at >= 0 && codeAt(text, at) !== code) at--;
    return at;
  };

  /** Where a path ends, without the slashes behind it; the one slash of the root stays. */
  const endOf = (path) => {
    let end = path.length;
    while (end > 1 && codeAt(path, end - 1) === SLASH) end--;
    return end;
  };

  /** The names between slashes, without empty ones and `.`. */
  const split = (path) => {
    const names = list();
    let start = 0;
    for (let i = 0; i <= path.length; i++) {
      if (i < path.length && codeAt(path, i) !== SLASH) continue;
      const name = slice(path, start, i);
      if (name !== '' && name !== '.') names[names.length] = name;
      start = i + 1;
    }
    return names;
  };

  /** A path without `.` and `..`, and without slashes around it; above the root of an absolute path is nothing. */
  const reduced = (path, absolute) => {
    const names = split(path);
    const kept = list();
    for (let i = 0; i < names.length; i++) {
      if (names[i] !== '..') kept[kept.length] = names[i];
      else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.length--;
      else if (!absolute) kept[kept.length] = '..';
    }
    let text = '';
    for (let i = 0; i < kept.length; i++) text += (i > 0 ? '/' : '') + kept[i];
    return text;
  };

  const normalize = (path) => {
    insist(path, 'path');
    if (path === '') return '.';
    const absolute = codeAt(path, 0) === SLASH;
    let text = reduced(path, absolute);
    const trailing = codeAt(path, path.length - 1) === SLASH;
    if (text === '') return absolute ? '/' : trailing ? './' : '.';
    if (trailing) text += '/';
    return absolute ? '/' + text : text;
  };

  const resolve = (paths) => {
    let whole = '';
    let absolute = false;
    for (let i = paths.length - 1; i >= 0 && !absolute; i--) {
      insist(paths[i], 'paths[' + i + ']');
      if (paths[i] === '') continue;
      whole = paths[i] + '/' + whole;
      absolute = codeAt(paths[i], 0) === SLASH;
    }
    return '/' + reduced(absolute ? whole : vm.paths.folder + '/' + whole, true);
  };

  /** Where the extension of the last name begins, as far as it has one: `.profile` has none. */
  const extensionAt = (path, start, end) => {
    const dot = lastIndexOf(path, DOT, end - 1);
    const isDots = dot === end - 1 && dot === start + 1 && codeAt(path, start) === DOT;
    return dot <= start || isDots ? end : dot;
  };

  const lastName = (path) => {
    const end = endOf(path);
    return record({ start: lastIndexOf(path, SLASH, end - 1) + 1, end });
  };

  const rootOnly = (path) => path !== '' && endOf(path) === 1 && codeAt(path, 0) === SLASH;

  const withoutSuffix = (name, suffix) => {
    const cut = name.length - suffix.length;
    return cut > 0 && slice(name, cut) === suffix ? slice(name, 0, cut) : name;
  };

  const dirname = (path) => {
    insist(path, 'path');
    if (path === '') return '.';
    const at = lastIndexOf(path, SLASH, endOf(path) - 1);
    if (at < 0) return '.';
    if (at === 0) return '/';
    return at === 1 && codeAt(path, 0) === SLASH ? '//' : slice(path, 0, at);
  };

  const own = (object, name) => {
    const found = object[name];
    return found === undefined || found === null ? '' : found;
  };

  const parse = (path) => {
    insist(path, 'path');
    const root = path !== '' && codeAt(path, 0) === SLASH ? '/' : '';
    if (path === '' || rootOnly(path)) return { root, dir: root, base: '', ext: '', name: '' };
    const { start, end } = lastName(path);
    const dot = extensionAt(path, start, end);
    const dir = start > 1 ? slice(path, 0, start - 1) : start === 1 ? '/' : '';
    const base = slice(path, start, end);
    return { root, dir, base, ext: slice(path, dot, end), name: slice(path, start, dot) };
  };

  const posix = {
    resolve: (...paths) => resolve(paths),
    normalize,
    isAbsolute(path) {
      insist(path, 'path');
      return path !== '' && codeAt(path, 0) === SLASH;
    },
    join(...paths) {
      let whole = '';
      for (let i = 0; i < paths.length; i++) {
        insist(paths[i], 'path');
        if (paths[i] !== '') whole += (whole === '' ? '' : '/') + paths[i];
      }
      return normalize(whole);
    },
    relative(from, to) {
      insist(from, 'from');
      insist(to, 'to');
      const here = split(resolve([from]));
      const there = split(resolve([to]));
      let same = 0;
      while (same < here.length && same < there.length && here[same] === there[same]) same++;
      let text = '';
      for (let i = same; i < here.length; i++) text += (text === '' ? '' : '/') + '..';
      for (let i = same; i < there.length; i++) text += (text === '' ? '' : '/') + there[i];
      return text;
    },
    toNamespacedPath: (path) => path,
    dirname,
    basename(path, suffix) {
      if (suffix !== undefined) insist(suffix, 'suffix');
      insist(path, 'path');
      if (rootOnly(path)) return '';
      const { start, end } = lastName(path);
      const name = slice(path, start, end);
      return suffix === undefined ? name : withoutSuffix(name, suffix);
    },
    extname(path) {
      insist(path, 'path');
      if (rootOnly(path)) return '';
      const { start, end } = lastName(path);
      return slice(path, extensionAt(path, start, end), end);
    },
    format(parts) {
      if (parts === null || typeof parts !== 'object') throw wrongType('pathObject', 'of type object', parts);
      const folder = own(parts, 'dir') || own(parts, 'root');
      const extension = own(parts, 'ext');
      const dotted = extension === '' || codeAt(extension, 0) === DOT ? extension : '.' + extension;
      const base = own(parts, 'base') || own(parts, 'name') + dotted;
      if (folder === '') return base;
      return folder === parts.root ? folder + base : folder + '/' + base;
    },
    parse,
    sep: '/',
    delimiter: ':',
    win32: null,
    posix: null,
  };

  const refuse = () => {
    throw new Error('path.win32 is not there: the paths of a session are those of URIs, with slashes.');
  };

  /** The same names, so that asking for it is possible and only using it is refused. */
  const win32 = { sep: '\\', delimiter: ';', win32: null, posix };
  const names = ownKeys(posix);
  for (let i = 0; i < names.length; i++) {
    if (getOwnPropertyDescriptor(win32, names[i]) === undefined) win32[names[i]] = refuse;
  }
  win32.win32 = win32;
  posix.win32 = win32;
  posix.posix = posix;
  return posix;
}
