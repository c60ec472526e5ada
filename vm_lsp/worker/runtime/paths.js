/** URIs of documents as the paths that scripts written for Node expect, and the document of the run under way. */
(vm) => {
  'use strict';
  const { decodeURIComponent, indexOf, record, slice } = vm.primordials;
  const FILE = 'file://';

  const pathOf = (uri) => {
    if (indexOf(uri, FILE) !== 0) return uri;
    try {
      return decodeURIComponent(slice(uri, FILE.length));
    } catch {
      return slice(uri, FILE.length); // some editors leave a `%` in a name as it is
    }
  };

  const folderOf = (path) => {
    let end = path.length - 1;
    while (end > 0 && path[end] !== '/') end--;
    return slice(path, 0, end);
  };

  /** `folder` is where paths start that are relative: a session has no working directory. */
  vm.paths = record({ pathOf, folderOf, folder: '/' });
}
