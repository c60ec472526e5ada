"""A history on PostgreSQL, which can go away at any moment, has secrets, and may be many servers' at once."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from tests.history.places import PostgresPlace, needs_postgres
from tests.history.runs import a_run, a_session, ended, history_at, printed, stored
from vm_lsp.errors import PersistenceError
from vm_lsp.execution.model import Status
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history import History, schema
from vm_lsp.history.engine import connect, parse_url
from vm_lsp.history.faults import shown
from vm_lsp.history.servers import AdvisoryLocks

pytestmark = needs_postgres


@pytest.fixture
async def shared(postgres: PostgresPlace) -> AsyncIterator[History]:
    opened = history_at(postgres.url)
    await opened.open()
    yield opened
    await opened.close()


async def test_a_lost_connection_is_made_anew_and_nothing_is_lost(shared: History, postgres: PostgresPlace) -> None:
    [before] = await stored(shared, a_session(), "before")
    postgres.disconnect_all()
    [after] = await stored(shared, a_session(), "after")

    found = (await shared.reader.list(HistoryQuery())).items
    assert [run.id for run in found] == [after.id, before.id]


async def test_a_server_that_lost_its_lock_takes_it_again_before_it_writes(
    shared: History, postgres: PostgresPlace
) -> None:
    session = a_session()
    await shared.store.save_session(session)
    postgres.disconnect_all()
    run = a_run(session)
    await shared.store.create(run)
    other = history_at(postgres.url)
    await other.open()
    seen = await other.reader.get(run.id)
    await other.close()

    assert seen.status is Status.RUNNING


async def test_a_lock_whose_connection_the_database_has_not_missed_yet_is_taken_over(postgres: PostgresPlace) -> None:
    engine = connect(parse_url(postgres.url))
    lost, found = AdvisoryLocks(engine), AdvisoryLocks(engine)
    lost.hold("mine")
    found.hold("mine")

    assert (lost.held, found.held) == (False, True)
    found.release()
    engine.dispose()


async def test_a_lock_is_asked_after_once_a_second_and_at_once_when_its_connection_ended(
    postgres: PostgresPlace,
) -> None:
    engine = connect(parse_url(postgres.url))
    locks = AdvisoryLocks(engine)
    locks.hold("mine")
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _connection, _cursor, statement, *_: asked.append(statement))
    held = [locks.held for _ in range(20)]
    [[ended]] = postgres.ask(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    held_then = locks.held
    locks.release()
    engine.dispose()

    assert (held, asked[0], ended, held_then) == ([True] * 20, "SELECT 1", True, False)
    assert len(asked) <= 4  # a second or two may pass meanwhile


async def test_files_are_found_however_many_they_are(shared: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vm_lsp.history.translating.MOST_PLACES", 1)
    session = a_session()
    await shared.store.save_session(session)
    for number in range(1, 6):
        await shared.store.create(replace(a_run(session, number), uri=f"file:///desk/{number % 2}/{number}.js"))
    found = [
        [run.number for run in (await shared.reader.list(HistoryQuery(search=search))).items]
        for search in ("file:desk/1/", "-file:desk/1/", "file:js", "-file:js", "-file:5.js")
    ]

    assert found == [[5, 3, 1], [4, 2], [5, 4, 3, 2, 1], [], [4, 3, 2, 1]]


async def test_a_database_that_is_gone_fails_the_write_and_takes_it_when_it_is_back(
    shared: History, postgres: PostgresPlace
) -> None:
    session = a_session()
    await shared.store.save_session(session)
    run = a_run(session)
    await shared.store.create(run)
    postgres.cluster.stop()
    try:
        with pytest.raises(PersistenceError) as failed:
            await shared.store.add_events(printed(run, 1, 1))
    finally:
        postgres.cluster.start()
    await shared.store.add_events(printed(run, 1, 1))
    await shared.store.finish(ended(run), [])

    assert failed.value.details["stage"] == "add_event"
    assert (await shared.reader.get(run.id)).status is Status.OK


async def test_no_error_log_or_state_shows_the_password(
    postgres: PostgresPlace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    url = make_url(postgres.url)
    secret = str(url.password)
    wrong = url.set(password=f"{secret}x")
    gone = url.set(database="missing")
    in_query = url.set(password=None).update_query_dict({"password": secret})
    said: list[str] = []
    for bad in (wrong, gone, url.set(port=1), url.set(query={"sslmode": "nonsense", "password": secret})):
        history = history_at(bad.render_as_string(hide_password=False))
        with pytest.raises(PersistenceError) as failed:
            await history.open()
        said += [failed.value.message, str(failed.value.details)]
        await history.close()
    for good in (url, in_query):
        history = history_at(good.render_as_string(hide_password=False))
        said.append((await history.state()).location)
        await history.close()

    everything = "\n".join([*said, caplog.text])
    for form in (secret, secret.replace("/", "%2F").replace("@", "%40")):
        assert form not in everything
    assert all("***" in location for location in said[-2:])


@pytest.mark.parametrize(
    ("url", "as_shown"),
    [
        ("postgresql://ada:pw@db/h", "postgresql://ada:***@db/h"),
        ("postgresql://ada@db/h?password=pw&sslmode=require", "postgresql://ada@db/h?password=***&sslmode=require"),
        ("postgresql://db/h?sslpassword=pw", "postgresql://db/h?sslpassword=***"),
    ],
)
def test_a_url_is_shown_without_its_secrets(url: str, as_shown: str) -> None:
    assert shown(make_url(url)) == as_shown


async def test_the_plan_of_a_search_goes_through_the_index(shared: History, postgres: PostgresPlace) -> None:
    await stored(shared, a_session(), "const total = 1", "let price = 2")
    found = (await shared.reader.list(HistoryQuery(search="total"))).items
    postgres.ask("ANALYZE")
    index = postgres.ask("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_execution_search'")[0][0]
    vector = index.partition("USING gin (")[2].removesuffix(")")
    plan = _plan(postgres, f"SELECT rowid FROM execution_search WHERE {vector} @@ to_tsquery('simple', 'total')")

    assert [run.input for run in found] == ["const total = 1"]
    assert "ix_execution_search" in plan
    assert "Seq Scan" not in plan


def test_the_migrations_and_the_ready_made_schema_agree(postgres: PostgresPlace) -> None:
    described = []
    for way in (schema.create, schema.upgrade):
        engine = connect(parse_url(postgres.url))
        way(engine)
        described.append(_objects(postgres))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()

    assert described[0] == described[1]
    assert len(described[0]) > 40


def _objects(postgres: PostgresPlace) -> list[tuple[Any, ...]]:
    return sorted(
        [
            *postgres.ask("SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"),
            *postgres.ask(
                "SELECT table_name, column_name, data_type || is_nullable FROM information_schema.columns "
                "WHERE table_schema = 'public'"
            ),
            *postgres.ask(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = 'public'::regnamespace"
            ),
        ]
    )


def _plan(postgres: PostgresPlace, sql: str) -> str:
    """Return the plan a full table would get: two rows are scanned faster than looked up."""
    import psycopg

    url = make_url(postgres.url).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        connection.execute("SET enable_seqscan = off")
        return "\n".join(row[0] for row in connection.execute(f"EXPLAIN {sql}".encode()))
