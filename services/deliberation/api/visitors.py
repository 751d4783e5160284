"""Who asks about comments."""

from typing import Annotated

from fastapi import Depends

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.visitors import visitor_with

CommentVisitor = Annotated[Visitor, Depends(visitor_with("X-Comment-Key"))]
"""Whoever asks about a comment, with the header X-Comment-Key if they hold its key."""
