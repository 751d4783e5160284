"""An outsider: a program of somebody who has nothing of Commonpurse but its documentation, an address and a key.

Run it as ``python -m outsider ACT ADDRESS DOCS BROKER PREFIX`` in a folder of its own, with the key as ``KEY`` and the
account as ``CLIENT_ID`` in the environment. What it knows it keeps in ``known.json`` there, from one run to the next:

* ``arrive`` reads history from the feeds and from Kafka, and subscribes to a webhook;
* ``live`` suggests something, and waits until the webhook tells it;
* ``return`` goes on after the journals were put back to an older state, by what the page says of epochs.

It prints what it found as JSON. Each sentence of ``docs/integrating.md`` that it relies on stands where it does.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import requests

from . import feeds, hooks, topics
from .catalogue import Catalogue
from .rebuilt import rebuilt

Json = dict[str, Any]
KNOWN = Path("known.json")


class Outsider:
    """What the program is told at its start, and what it has found out."""

    def __init__(self, address: str, docs: Path, broker: str, prefix: str) -> None:
        self.address = address
        self.catalogue = Catalogue(docs)
        self.broker, self.prefix = broker, prefix
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {self.token()}"
        self.known: Json = json.loads(KNOWN.read_text()) if KNOWN.exists() else {"events": {}, "hook": {}}

    def token(self) -> str:
        """OAuth 2, client credentials: the account's id as client_id and the key as client_secret, by HTTP Basic."""
        answer = requests.post(
            f"{self.address}/api/residents/v1/oauth/token",
            auth=(os.environ["CLIENT_ID"], os.environ["KEY"]),
            data={"grant_type": "client_credentials"},
            timeout=30,
        )
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def read_feeds(self) -> list[feeds.PutBack]:
        """Go on in each feed behind the last event that is known. Which were put back meanwhile."""
        back = []
        for service, path in self.catalogue.feeds.items():
            mine = self.known["events"].setdefault(service, [])
            if found := feeds.read_on(self.session, self.address + path, mine):
                back.append(found)
            for event in mine:
                self.catalogue.demand_valid(event)
        return back

    def read_again(self) -> Json:
        """Every feed from its first event on, by whoever has forgotten all."""
        everything: Json = {}
        for service, path in self.catalogue.feeds.items():
            feeds.read_on(self.session, self.address + path, everything.setdefault(service, []))
        return everything

    def read_topics(self) -> Json:
        """Every topic from its first message on, without what was lost when a journal was put back."""
        heads = {
            service: self.session.get(f"{self.address}{path}/head", timeout=30).json()
            for service, path in self.catalogue.feeds.items()
        }
        found = topics.read_all(self.broker, self.catalogue.topics(self.prefix), heads)
        for events in found.values():
            for event in events:
                self.catalogue.demand_valid(event)
        return found

    def suggest(self, title: str) -> str:
        """A suggestion by a program that shows its key (scope ideas:write); its tracking number."""
        rounds = [one for one in self.known["events"]["ideas"] if one["type"] == "ideas.round-published.v1"]
        wish = {
            "round_id": rounds[0]["data"]["round_id"],
            "title": title,
            "text": "There is nowhere to sit.",
            "submission_id": str(uuid4()),
        }
        answer = self.session.post(f"{self.address}/api/ideas/v1/ideas", json=wish, timeout=30)
        answer.raise_for_status()
        number = answer.json()["number"]
        return str(number)

    def hear_of(self, number: str, receiver: hooks.Receiver) -> Json:
        """The event of the suggestion, as the webhook told it; it must be the same as on both carriers."""

        def told() -> Json | None:
            return next((one for one in receiver.events if one["data"].get("number") == number), None)

        event: Json = soon(told)
        self.catalogue.demand_valid(event)
        self.read_feeds()
        demand(event in self.known["events"]["ideas"], "the feed tells what the webhook told")
        soon(lambda: event in self.read_topics()["ideas"])
        return event

    def demand_both_tell_the_same(self) -> None:
        def do_they() -> bool:
            return by_position(self.read_topics()) == by_position(self.known["events"])

        soon(do_they)

    def keep(self) -> None:
        """Kept for the next run; written beside and renamed, so that a stop leaves what was known before."""
        beside = KNOWN.with_suffix(".new")
        beside.write_text(json.dumps(self.known))
        beside.replace(KNOWN)


def by_position(events: Json) -> Json:
    """In Kafka, events keep their order within a partition; here they are put side by side."""
    return {service: sorted(some, key=lambda one: one["position"]) for service, some in events.items() if some}


def demand(is_so: bool, what: str) -> None:
    """End with the words if it is not so."""
    if not is_so:
        raise SystemExit(f"not so: {what}")


def soon(ask: Any) -> Any:
    """What it answers, as soon as it answers something."""
    deadline = time.monotonic() + 60
    while not (found := ask()):
        demand(time.monotonic() < deadline, "something was to happen within a minute")
        time.sleep(0.2)
    return found


def arrive(me: Outsider) -> Json:
    """Read history by both ways, subscribe, and have a sample sent."""
    me.read_feeds()
    me.demand_both_tell_the_same()
    with hooks.Receiver(me.known["hook"]) as receiver:
        me.known["hook"] |= {"port": receiver.port} | hooks.subscribe(me.session, me.address, receiver.url)
        hooks.ask_for_sample(me.session, me.address, me.known["hook"], "voting.outcome-announced.v1")
        [sample] = receiver.samples
        me.catalogue.demand_valid(sample)
        return {"counts": {service: len(some) for service, some in me.known["events"].items()}}


def live(me: Outsider) -> Json:
    """Suggest something, and hear of it by all three ways."""
    with hooks.Receiver(me.known["hook"]) as receiver:
        return {"told": me.hear_of(me.suggest("A bench that will be lost"), receiver)}


def come_back(me: Outsider) -> Json:
    """The journals were put back: forget what was lost, go on, and know what somebody knows who begins again."""
    back = me.read_feeds()
    begun_again = me.read_again()
    demand(me.known["events"] == begun_again, "whoever goes on knows what whoever begins again knows")
    me.demand_both_tell_the_same()
    with hooks.Receiver(me.known["hook"]) as receiver:
        told = me.hear_of(me.suggest("A bench that will stay"), receiver)
    me.demand_both_tell_the_same()
    return {"put_back": [one.as_json() for one in back], "told": told}


ACTS = {"arrive": arrive, "live": live, "return": come_back}


def main() -> None:
    """One run."""
    act, address, docs, broker, prefix = sys.argv[1:]
    demand(urlsplit(address).path == "", "an address of an installation has no path")
    me = Outsider(address, Path(docs), broker, prefix)
    report = ACTS[act](me)
    me.keep()
    loaded = sorted({name.partition(".")[0] for name in sys.modules})
    sys.stdout.write(json.dumps(report | {"rebuilt": rebuilt(me.known["events"]), "loaded": loaded}))


if __name__ == "__main__":
    main()
