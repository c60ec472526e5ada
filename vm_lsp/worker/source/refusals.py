"""What TypeScript means that can't be had by taking types away, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Refusal:
    """Where something stands that can't be erased, in bytes, and why."""

    start: int
    end: int
    reason: str

    def moved(self, by: int) -> Refusal:
        """Return the same, `by` bytes on."""
        return replace(self, start=self.start + by, end=self.end + by)


_ONLY: Final = "and types are only taken away here"

ENUM: Final = f"An enum needs code to be generated, {_ONLY}. Write an object: const Name = {{ … }} as const"
NAMESPACE: Final = f"A namespace with values needs code to be generated, {_ONLY}. Write a module, or an object"
PARAMETER_PROPERTY: Final = (
    f"A parameter property needs code to be generated, {_ONLY}. Declare the field and assign it in the constructor"
)
IMPORT_REQUIRE: Final = (
    f"`import x = require()` needs code to be generated, {_ONLY}. Write `import x from` or `const x =`"
)
IMPORT_ALIAS: Final = f"`import x = y` needs code to be generated, {_ONLY}. Write `const x = y`, or `type x = y`"
EXPORT_ASSIGNMENT: Final = (
    f"`export =` needs code to be generated, {_ONLY}. Write `export default` or `module.exports =`"
)
DECORATOR: Final = "The engine has no decorators. Call the function on the class or method instead"
ACCESSOR: Final = "The engine has no `accessor` fields. Write a private field with a getter and a setter"
JSX: Final = "JSX needs code to be generated, and nothing is compiled here. Call the function that makes the element"
REGROUPED: Final = "Without its type this would be grouped anew. Put it in brackets: (a + b as T) * c"
BROKEN_LINE: Final = "Without this type the statement would end at the end of the line. Write the type on one line"
NARROW_CAST: Final = "Without this type the value would be taken for a block or a declaration. Write `x as T` instead"
