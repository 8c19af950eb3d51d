"""Checks of the outbox itself, and of what people were told."""

from collections.abc import Iterator

from tests.chaos.checks import Evidence, check


@check("messages handled")
def messages_handled(evidence: Evidence) -> Iterator[str]:
    """No message waits or is in somebody's hands, and nothing was given up."""
    rows = evidence.supervisor.query(
        "SELECT key, state, attempts, last_error FROM outbox_outboxmessage"
        " WHERE state <> 'done' AND run_after <= now() + interval '1 minute'"
    )
    yield from (f"{key}: {state}, {attempts} attempts, {error}" for key, state, attempts, error in rows)


@check("periodic tasks")
def periodic_tasks(evidence: Evidence) -> Iterator[str]:
    """Every task of seconds ran a moment ago, without an error."""
    rows = evidence.supervisor.query(
        "SELECT name, finished_at > now() - interval '40 seconds', last_error FROM outbox_periodictaskrun"
        " WHERE next_run < started_at + interval '1 minute' OR started_at IS NULL"
    )
    yield from (f"{name}: late or {error!r}" for name, lately, error in rows if not lately or error)
    if len(rows) < 2:
        yield f"only {len(rows)} periodic tasks are planned"


@check("answers", lasting=True)
def answers(evidence: Evidence) -> Iterator[str]:
    """Nobody got an answer that makes no sense, such as a login form while they were logged in."""
    yield from (f"{entry}" for entry in evidence.told.entries if entry["event"] == "wrong")
