/** `DOMException` (Web IDL, 2.8.1). Unlike the engine's it is an Error, so it has frames and points at its place. */
(vm) => {
  'use strict';
  const { Error, defineProperty, parse, record } = vm.primordials;
  const { tag } = vm.part('globals/interfaces');

  /** The names that have a code, in the order of their codes from 1 on, each with its constant. */
  const CODED = parse(
    '[["IndexSizeError","INDEX_SIZE_ERR"],["DOMStringSizeError","DOMSTRING_SIZE_ERR"],' +
    '["HierarchyRequestError","HIERARCHY_REQUEST_ERR"],["WrongDocumentError","WRONG_DOCUMENT_ERR"],' +
    '["InvalidCharacterError","INVALID_CHARACTER_ERR"],["NoDataAllowedError","NO_DATA_ALLOWED_ERR"],' +
    '["NoModificationAllowedError","NO_MODIFICATION_ALLOWED_ERR"],["NotFoundError","NOT_FOUND_ERR"],' +
    '["NotSupportedError","NOT_SUPPORTED_ERR"],["InUseAttributeError","INUSE_ATTRIBUTE_ERR"],' +
    '["InvalidStateError","INVALID_STATE_ERR"],["SyntaxError","SYNTAX_ERR"],' +
    '["InvalidModificationError","INVALID_MODIFICATION_ERR"],["NamespaceError","NAMESPACE_ERR"],' +
    '["InvalidAccessError","INVALID_ACCESS_ERR"],["ValidationError","VALIDATION_ERR"],' +
    '["TypeMismatchError","TYPE_MISMATCH_ERR"],["SecurityError","SECURITY_ERR"],["NetworkError","NETWORK_ERR"],' +
    '["AbortError","ABORT_ERR"],["URLMismatchError","URL_MISMATCH_ERR"],' +
    '["QuotaExceededError","QUOTA_EXCEEDED_ERR"],["TimeoutError","TIMEOUT_ERR"],' +
    '["InvalidNodeTypeError","INVALID_NODE_TYPE_ERR"],["DataCloneError","DATA_CLONE_ERR"]]');

  const codes = record({});

  const hide = (object, name, value) =>
    defineProperty(object, name, record({ value, writable: true, enumerable: false, configurable: true }));

  class DOMException extends Error {
    constructor(message = '', options = 'Error') {
      super('' + message);
      const isNamed = typeof options === 'object' && options !== null;
      const name = isNamed ? options.name : options;
      hide(this, 'name', name === undefined ? 'Error' : '' + name);
      hide(this, 'code', codes[this.name] ?? 0);
      if (isNamed && 'cause' in options) hide(this, 'cause', options.cause);
    }
  }

  const constant = (object, name, value) =>
    defineProperty(object, name, record({ value, writable: false, enumerable: true, configurable: false }));

  for (let i = 0; i < CODED.length; i++) {
    codes[CODED[i][0]] = i + 1;
    constant(DOMException, CODED[i][1], i + 1);
    constant(DOMException.prototype, CODED[i][1], i + 1);
  }
  defineProperty(DOMException, 'length', record({ value: 0, configurable: true }));
  tag(DOMException.prototype, 'DOMException');

  return record({ DOMException });
}
