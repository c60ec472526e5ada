"""The file that is in the pictures."""

from __future__ import annotations

from typing import Final

SAMPLE: Final = """\
// A session remembers what ran, and each statement shows its value.
const crew = ['Ada', 'Grace', 'Margaret']
const lengths = crew.map(name => name.length)
lengths.reduce((sum, length) => sum + length)

for (const name of crew) console.log('hello', name)
console.warn('%d aboard', crew.length)

// An error stands at its exact place.
const rank = person => person.office.rank
rank({ name: crew[0] })
"""
