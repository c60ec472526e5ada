"""What running text as people type it costs beside the bare engine, in the time this thread works."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import quickjs

from tests.bench.table import Row
from tests.worker.scripts import Session
from vm_lsp.worker.source.assignments import assigned_names, makes_code
from vm_lsp.worker.source.rewrite import rewrite

HOOK = "vm_0123456789abcdef0123456789abcdef"

PART = """/** Adds an order to the book, and tells who listens. */
function addOrder{n}(book, order, options = {{}}) {{
  const {{ notify = true, currency = 'EUR' }} = options;
  if (!order || typeof order.total !== 'number') {{
    throw new TypeError(`order ${{order}} has no total`);
  }}
  let total = 0;
  for (const item of order.items) {{
    total += item.price * item.count; // before taxes
    if (item.discount) total -= item.discount / 2;
  }}
  book.entries.push({{ ...order, total, currency }});
  return notify ? book.listeners.map((listener) => listener(order)) : [];
}}

class Account{n} extends Base {{
  #balance = 0;
  static count = 0;
  constructor(owner) {{
    super(owner);
    this.owner = owner;
    Account{n}.count++;
  }}
  get balance() {{ return this.#balance; }}
  async deposit(amount) {{
    await this.check(amount);
    this.#balance += amount;
    return this;
  }}
}}

const account{n} = new Account{n}('Ada');
let entries{n} = [1, 2, 3].filter((x) => x > 1);
console.log('account', account{n}.balance, entries{n}.length);
if (entries{n}.length > 2) {{
  console.warn('many');
}}
"""
LINES = (
    "const c{n} = {n} + 1;\nlet l{n} = c{n};\nl{n} = l{n} + 1;\n"
    "var v{n} = [1, 2, {n}];\nMath.max(v{n}[0], {n});\nv{n}[1]++;\n"
)
TEXTS = {
    "10,000 lines": "".join(PART.format(n=n) for n in range(10_000 // PART.count("\n") + 1)),
    "18,000 statements": "".join(LINES.format(n=n) for n in range(3_000)),
}

TURNS = 1_000_000
LOOPS = {
    "let": "let s = 0; for (let i = 0; i < N; i++) s += i",
    "let and var": "let s = 0; var t = 0; for (var i = 0; i < N; i++) { s += i; t = s }",
    "consts": "const n = N, k = 3; let s = 0; for (let i = 0; i < n; i++) s += k",
    "a const function": "const f = (x) => x + 1; let s = 0; for (let i = 0; i < N; i++) s = f(s)",
    "a const array": "const a = [1, 2, 3]; let s = 0; for (let i = 0; i < N; i++) s += a[i % 3]",
    "a const something assigns": "const k = 3; let s = 0; for (let i = 0; i < N; i++) s += k; () => { k = 4 }",
}


async def rewriting(_folder: Path, rounds: int = 15) -> list[Row]:
    """Compare rewriting long texts with the engine's own parse of them: at most 4 times as long."""
    rows: list[Row] = []
    for name, text in TEXTS.items():
        data = text.encode()
        rows += _compared(
            (f"{name}: the engine's own parse", lambda text=text: _parse(text)),
            (f"{name}: rewriting", lambda data=data: (rewrite(data, HOOK), assigned_names(data), makes_code(data))),
            rounds,
        )
    return rows


async def loops(_folder: Path, rounds: int = 7) -> list[Row]:
    """Compare tight loops at top level: at most 1.5 times as long, 2 times with consts that something assigns."""
    rows: list[Row] = []
    for name, loop in LOOPS.items():
        text = loop.replace("N", str(TURNS))
        context = _warm()
        rows += _compared(
            (f"{name}: the bare engine", lambda text=text: quickjs.Context().eval(text)),
            (f"{name}: a session", lambda text=text, context=context: context.run(text)),
            rounds,
        )
    return rows


def _warm() -> Session:
    session = Session()
    session.run("1")
    return session


def _parse(text: str) -> None:
    """Let the engine compile a script as what it is, and run none of it.

    In a function it would look for names differently, and for long; behind a bare `throw` it leaves out what is dead.
    """
    try:
        quickjs.Context().eval("if (globalThis.constructor) throw 0;\n" + text)
    except quickjs.JSException:
        return
    raise AssertionError("the script ran")


def _compared(bare: tuple[str, Callable[[], object]], ours: tuple[str, Callable[[], object]], rounds: int) -> list[Row]:
    first, second, ratio = Row(bare[0]), Row(ours[0]), Row(f"{ours[0]}, times as long", "x")
    ours[1]()
    for _ in range(rounds):
        first.samples.append(_worked(bare[1]))
        second.samples.append(_worked(ours[1]))
        ratio.samples.append(second.samples[-1] / first.samples[-1])
    return [first, second, ratio]


def _worked(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000
