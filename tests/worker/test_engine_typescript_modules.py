"""Modules written in TypeScript: imported, required, and what they refuse."""

from __future__ import annotations

import pytest

from tests.worker.scripts import Session, span

URI = "file:///w/a.ts"

SHAPES = """\
import type { Gone } from './gone.ts';
export type Side = number;
export interface Shape { side: Side }
export class Square implements Shape { constructor(side: Side) { this.side = side; } side: Side }
export const area = <T extends Shape>(shape: T): number => shape.side ** 2;
export default function fails(shape: Shape | null = null): never { return (shape as any)!.side as never; }
"""


@pytest.fixture
def session() -> Session:
    session = Session()
    session.files = {
        "shapes.ts": SHAPES,
        "plain.cts": "const two: number = 2\nmodule.exports = { two } as const",
        "types.ts": "export type Id = string\nexport interface Named { name: string }",
        "untyped.js": "export const three: number = 3",
        "enum.ts": "export const one = 1\nexport enum Color { Red }",
        "words.js": "export const four = 4 < 5",
    }
    return session


@pytest.mark.parametrize(
    ("script", "preview"),
    [
        ("import { Square, area, type Shape } from './shapes.ts'; area<Shape>(new Square(3))", "9"),
        ("import type { Shape } from './gone.ts'; let a: Shape = { side: 1 }; a.side", "1"),
        ("const { area } = await import('./shapes.ts'); area({ side: 2 })", "4"),
        ("require('./plain.cts').two", "2"),
        ("import { two } from './plain.cts'; two as number", "2"),
        ("import * as types from './types.ts'; Object.keys(types).filter((key) => key !== 'default')", "[]"),
        ("import { three } from './untyped.js'; three", "3"),
        ("import { four } from './words.js'; four", "true"),
    ],
)
def test_typescript_is_imported_without_its_types(session: Session, script: str, preview: str) -> None:
    assert session.run(script, uri=URI).value.preview == preview


def test_a_javascript_document_imports_typescript_too(session: Session) -> None:
    assert session.preview("import { area } from './shapes.ts'; area({ side: 5 })") == "25"


def test_an_error_in_typescript_points_at_its_place_there(session: Session) -> None:
    first = session.run("import fails from './shapes.ts'\nfails()", uri=URI).exception.frames[0]
    assert (first.uri, first.place.line) == ("file:///w/shapes.ts", 5)
    assert first.place == span(5, 74, 5, 94)


def test_what_a_module_can_not_have_is_named_with_its_place(session: Session) -> None:
    exception = session.run("import { one } from './enum.ts'", uri=URI).exception
    assert exception.name == "SyntaxError"
    assert "An enum needs code" in exception.message
    where = exception.frames[0]
    assert (where.uri, where.place.line, where.place.column) == ("file:///w/enum.ts", 1, 7)


def test_a_module_is_made_anew_when_only_its_types_changed_and_goes_on_to_work(session: Session) -> None:
    assert session.run("import { area } from './shapes.ts'; area({ side: 1 })", uri=URI).value.preview == "1"
    session.files["shapes.ts"] = SHAPES.replace("number =>", "any =>").replace("** 2", "** 3")
    assert session.run("import { area } from './shapes.ts'; area({ side: 2 })", uri=URI).value.preview == "8"
