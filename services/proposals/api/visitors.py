"""Who asks about proposals and offers."""

from typing import Annotated

from fastapi import Depends

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.visitors import visitor_with

ProposalVisitor = Annotated[Visitor, Depends(visitor_with("X-Edit-Key"))]
"""Whoever asks about a proposal, with the header X-Edit-Key if they hold its key."""

OfferVisitor = Annotated[Visitor, Depends(visitor_with("X-Offer-Key"))]
"""Whoever asks about an offer, with the header X-Offer-Key if they hold its key."""
