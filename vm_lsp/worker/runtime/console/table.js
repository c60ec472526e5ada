/** `console.table`: rows and columns in a frame, as Node draws them. */
(vm) => {
  'use strict';
  const {
    Map, getOwnPropertyDescriptor, isArray, list, mapEntries, mapGet, mapNext, mapSet, mapSize, ownKeys,
    propertyIsEnumerable, record, repeat, setNext, setSize, setValues,
  } = vm.primordials;
  const INDEX = '(index)';
  const ITERATION = '(iteration index)';
  const KEY = 'Key';
  const VALUES = 'Values';
  /** Beyond, an array's items are counted rather than listed by key: the keys alone would fill the memory. */
  const LISTED_ARRAY = 10000;
  /** An object of more properties than these is not opened in its cell. */
  const OPENED = 2;

  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  const enumerableKeys = (object) => {
    const keys = list();
    const all = ownKeys(object);
    for (let i = 0; i < all.length; i++) {
      if (typeof all[i] === 'string' && propertyIsEnumerable(object, all[i])) keys[keys.length] = all[i];
    }
    return keys;
  };

  const columnNamed = (name) => record({ name, cells: record({}), width: vm.layout.width(name), isEmpty: true });

  /** The cells of a table by column, in the order in which the columns were met; `left` characters can show. */
  const tableOf = (first) => record({ first, columns: list(), known: new Map(), rows: 0, left: vm.printing.limit() });

  const columnOf = (table, name) => {
    let column = mapGet(table.known, name);
    if (column === undefined) {
      column = columnNamed(name);
      mapSet(table.known, name, column);
      table.columns[table.columns.length] = column;
    }
    return column;
  };

  const put = (table, column, text) => {
    column.cells[table.rows] = text;
    column.isEmpty = false;
    const width = vm.layout.width(text);
    if (width > column.width) column.width = width;
    table.left -= text.length;
  };

  const cellText = (table, value) => {
    const closed = typeof value === 'object' && value !== null && !isArray(value) &&
      enumerableKeys(value).length > OPENED;
    const options = record({ depth: closed ? -1 : 0, breakLength: Infinity, maxArrayLength: 3, stacks: true });
    return vm.inspect(value, table.left > 0 ? table.left : 1, options);
  };

  const putProperties = (table, item, properties) => {
    const keys = properties ?? enumerableKeys(item);
    for (let i = 0; i < keys.length && table.left > 0; i++) {
      const column = columnOf(table, keys[i]);
      if (getOwnPropertyDescriptor(item, keys[i]) !== undefined) put(table, column, cellText(table, item[keys[i]]));
    }
  };

  /** Adds a row: what is no object has its value in a column of its own, which is the last one. */
  const addRow = (table, label, item, properties, values) => {
    put(table, table.first, label);
    if (isObject(item)) putProperties(table, item, properties);
    else if (properties === undefined) put(table, values, cellText(table, item));
    else for (let i = 0; i < properties.length; i++) columnOf(table, properties[i]);
    table.rows++;
  };

  const border = (widths, left, middle, right) => {
    let text = left;
    for (let i = 0; i < widths.length; i++) text += (i > 0 ? middle : '') + repeat('─', widths[i] + 2);
    return text + right;
  };

  const line = (widths, textOf) => {
    let text = '│';
    for (let i = 0; i < widths.length; i++) {
      const cell = textOf(i);
      text += ' ' + cell + repeat(' ', widths[i] - vm.layout.width(cell)) + ' │';
    }
    return text;
  };

  /** Draws as much of the table as can show. */
  const drawn = (table, columns) => {
    const limit = vm.printing.limit();
    const widths = list();
    for (let i = 0; i < columns.length; i++) widths[i] = columns[i].width;
    let text = border(widths, '┌', '┬', '┐') + '\n' + line(widths, (i) => columns[i].name) + '\n';
    text += border(widths, '├', '┼', '┤') + '\n';
    for (let row = 0; row < table.rows && text.length <= limit; row++) {
      text += line(widths, (i) => columns[i].cells[row] ?? '') + '\n';
    }
    return text + border(widths, '└', '┴', '┘');
  };

  const ofMap = (map) => {
    const table = tableOf(columnNamed(ITERATION));
    const keys = columnNamed(KEY);
    const values = columnNamed(VALUES);
    const entries = mapEntries(map);
    for (const size = mapSize(map); table.rows < size && table.left > 0; table.rows++) {
      const entry = mapNext(entries).value;
      put(table, table.first, '' + table.rows);
      put(table, keys, cellText(table, entry[0]));
      put(table, values, cellText(table, entry[1]));
    }
    return drawn(table, [table.first, keys, values]);
  };

  const ofSet = (set) => {
    const table = tableOf(columnNamed(ITERATION));
    const values = columnNamed(VALUES);
    const items = setValues(set);
    for (const size = setSize(set); table.rows < size && table.left > 0; table.rows++) {
      put(table, table.first, '' + table.rows);
      put(table, values, cellText(table, setNext(items).value));
    }
    return drawn(table, [table.first, values]);
  };

  const ofObject = (data, properties) => {
    const table = tableOf(columnNamed(INDEX));
    const values = columnNamed(VALUES);
    const counted = isArray(data) && data.length > LISTED_ARRAY;
    const keys = counted ? data : enumerableKeys(data);
    for (let i = 0; i < keys.length && table.left > 0; i++) {
      const key = counted ? '' + i : keys[i];
      addRow(table, key, data[key], properties, values);
    }
    const { columns } = table;
    const all = list();
    all[0] = table.first;
    for (let i = 0; i < columns.length; i++) all[all.length] = columns[i];
    if (!values.isEmpty) all[all.length] = values;
    return drawn(table, all);
  };

  /** The text of a table of `data`, of `properties` alone where these are given; reads the user's properties. */
  return (data, properties) => {
    const kind = vm.proxies.isProxy(data) ? '' : vm.brands.of(data);
    if (kind === 'Map') return ofMap(data);
    return kind === 'Set' ? ofSet(data) : ofObject(data, properties);
  };
}
