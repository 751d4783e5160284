"""Who asks about ideas."""

from typing import Annotated

from fastapi import Depends

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.visitors import visitor_with

IdeaVisitor = Annotated[Visitor, Depends(visitor_with("X-Idea-Key"))]
"""Whoever asks about an idea, with the header X-Idea-Key if they hold its key."""
