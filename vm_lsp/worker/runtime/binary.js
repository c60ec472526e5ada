/** What is inside buffers, and what a view on one tells of it. */
(vm) => {
  'use strict';
  const {
    Uint8Array, bufferLength, dataViewBuffer, dataViewLength, dataViewOffset, list, min, numberText, padStart, record,
    sharedBufferLength, typedArrayBuffer, typedArrayBytes, typedArrayLength, typedArrayOffset,
  } = vm.primordials;

  /** The bytes of a buffer, undefined where it was transferred to another one. */
  const bytesOf = (object) => {
    try {
      return new Uint8Array(object);
    } catch {
      return undefined;
    }
  };

  const hex = (state, bytes, length) => {
    const shown = state.maxArrayLength < 0 ? 0 : min(length, state.maxArrayLength);
    let text = '';
    for (let i = 0; i < shown && text.length <= state.left; i++) {
      text += (i > 0 ? ' ' : '') + padStart(numberText(bytes[i], 16), 2, '0');
    }
    const rest = length - shown;
    return rest > 0 ? text + ' ... ' + rest + ' more byte' + (rest > 1 ? 's' : '') : text;
  };

  const number = (state, value) => vm.inspectValue(state, value, 0);

  const buffer = (lengthOf) => (state, object, level, output) => {
    const length = lengthOf(object);
    const bytes = bytesOf(object);
    if (bytes === undefined) {
      output[output.length] = '(detached)';
      output[output.length] = 'byteLength: 0';
      return;
    }
    const text = hex(state, bytes, length);
    state.left -= text.length;
    output[output.length] = '[Uint8Contents]: <' + text + '>';
    output[output.length] = 'byteLength: ' + number(state, length);
  };

  const dataView = (state, object, level, output) => {
    output[output.length] = 'byteLength: ' + number(state, dataViewLength(object));
    output[output.length] = 'byteOffset: ' + number(state, dataViewOffset(object));
    output[output.length] = 'buffer: ' + vm.contents.nested(state, dataViewBuffer(object), level);
  };

  /** With showHidden: what a typed array tells of itself and of its buffer, whose bytes are not shown again. */
  const views = (state, object, level, output) => {
    const bytes = typedArrayBytes(object);
    const length = typedArrayLength(object);
    const inner = bufferOf(typedArrayBuffer(object));
    output[output.length] = '[BYTES_PER_ELEMENT]: ' + number(state, vm.naming.data(object, 'BYTES_PER_ELEMENT'));
    output[output.length] = '[length]: ' + number(state, length);
    output[output.length] = '[byteLength]: ' + number(state, bytes);
    output[output.length] = '[byteOffset]: ' + number(state, typedArrayOffset(object));
    output[output.length] = '[buffer]: ' + inner.name + ' { byteLength: ' + number(state, inner.length) + ' }';
  };

  const bufferOf = (object) => {
    try {
      return record({ name: 'ArrayBuffer', length: bufferLength(object) });
    } catch {
      return record({ name: 'SharedArrayBuffer', length: sharedBufferLength(object) });
    }
  };

  vm.binary = record({ buffer: buffer(bufferLength), sharedBuffer: buffer(sharedBufferLength), dataView, views });
}
