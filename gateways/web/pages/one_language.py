"""Templates are compiled for one language: a text with nothing to fill in is looked up then, not for each reader.

A page has some forty of them. To look them up, mark them as safe and fill nothing in was a third of its time.
"""

from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

_OF_EVERY_DICT = frozenset(dir(dict))


class _SameForAll(Template):
    """A template that is imported: its macros know what the environment has, and nothing of the page."""

    def _get_default_module(self, _page: Context | None = None) -> TemplateModule:
        # Jinja looks each time whether the page was given something that all do not have; ours never are.
        return super()._get_default_module()


class OneLanguage(Environment):
    """Jinja's environment for one language, in which ``_("…")`` is the text itself."""

    template_class = _SameForAll

    def __init__(self, translations: NullTranslations, **how: Any) -> None:
        super().__init__(**how, autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
        self.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
        self._texts = _Texts(translations)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template names behind a point. Of a dict it is an entry, unless all dicts have something of that name.

        Jinja first tries for an attribute: to fail at that for each of the ten thousands of entries that a long page
        names was a sixth of its time.
        """
        if type(obj) is dict and attribute in obj and attribute not in _OF_EVERY_DICT:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def _generate(self, source: nodes.Template, *args: Any, **how: Any) -> str:
        """Jinja's hook between reading a template and compiling it."""
        return super()._generate(self._texts.visit(source), *args, **how)


class _Texts(NodeTransformer):
    """Puts each text in the place of its look-up."""

    def __init__(self, translations: NullTranslations) -> None:
        self._translations = translations

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - so Jinja calls it
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(text))], kwargs=[]):
                # Filled in with nothing, as it would be for a reader: a text that has to say % writes it twice.
                said = Markup(self._translations.gettext(text)) % {}  # noqa: S704 - ours, from the catalogue
                return nodes.Const(said, lineno=node.lineno)
        return node
