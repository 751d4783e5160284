"""All staff pages by address. The fixed ones come before those that take a number."""

from gateways.web.staff import case, desk, drafts, entry, people, polls, roll, rounds, sign_in, tellings

ROUTES = [
    *sign_in.ROUTES,
    *desk.ROUTES,
    *entry.ROUTES,
    *tellings.ROUTES,
    *people.ROUTES,
    *rounds.ROUTES,
    *roll.ROUTES,
    *drafts.ROUTES,
    *polls.ROUTES,
    *case.ROUTES,
]
