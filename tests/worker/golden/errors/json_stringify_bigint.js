JSON.stringify({ big: 10n })
