throw new AggregateError([new TypeError('a'), new RangeError('b')], 'both failed')
