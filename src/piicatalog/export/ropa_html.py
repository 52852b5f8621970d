"""The record of processing activities (GDPR article 30) as one HTML page that loads nothing."""

from piicatalog.export._ropa_sheet import category_row, comparison, controller, sections
from piicatalog.export._ropa_words import TITLE, heading, say
from piicatalog.export.ropa import record_of
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.processing import Notice

SUFFIX = ".html"
_PAGE = """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }
th, td { border: 1px solid #bbb; padding: .35rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { background: #f2f2f2 }
.status { color: #555; font-size: .85em; white-space: nowrap }
.open { background: #fff3cd }
h2 { margin-top: 2.5rem }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616 } th { background: #2a2a2a } .status { color: #bbb } .open { background: #4a3b00 } }
@media print { h2 { break-after: avoid } tr { break-inside: avoid } }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<p>{{ say("basis") }}. {{ say("notice") }}: {{ record.title }}.{% if record.read %} {{ say("generated") }}: <time>{{ record.read }}</time>.{% endif %} {{ say("marks") }}</p>
<h2>{{ heading("controller") }}</h2>
<table>
<tr><th scope="col">{{ say("field") }}</th><th scope="col">{{ say("content") }}</th><th scope="col">{{ say("status") }}</th></tr>
{% for name, cell in controller %}<tr{% if cell.is_open %} class="open"{% endif %}><th scope="row">{{ name }}</th><td>{{ cell.text or "–" }}</td><td class="status">{{ cell.status }}</td></tr>
{% endfor %}</table>
{% for section in sections %}<section>
<h2>{{ section.title }}</h2>
<table>
<tr><th scope="col">{{ say("field") }}</th><th scope="col">{{ say("content") }}</th><th scope="col">{{ say("status") }}</th></tr>
{% for name, cells in section["items"] %}{% for cell in cells %}<tr{% if cell.is_open %} class="open"{% endif %}><th scope="row">{{ name }}</th><td>{{ cell.text or "–" }}</td><td class="status">{{ cell.status }}</td></tr>
{% endfor %}{% endfor %}</table>
{% for title, categories in (("data_categories", section.categories), ("special", section.special)) %}{% if categories %}<table>
<tr><th scope="col">{{ heading(title) }}</th><th scope="col">{{ say("status") }}</th><th scope="col">{{ heading("evidence") }}</th><th scope="col">{{ heading("retention") }}</th></tr>
{% for name, columns, limits in categories %}<tr><th scope="row">{{ name.text }}</th><td class="status">{{ name.status }}</td><td>{{ columns.text }}</td><td>{{ limits.text }}</td></tr>
{% endfor %}</table>
{% endif %}{% endfor %}{% if section.gaps %}<p>{{ heading("gaps") }}:</p>
<ul>{% for gap in section.gaps %}<li>{{ gap }}</li>{% endfor %}</ul>
{% endif %}</section>
{% endfor %}<h2>{{ say("compared") }}</h2>
<table>
<tr><th scope="col">{{ say("activity") }}</th><th scope="col">{{ say("declared") }}</th><th scope="col">{{ say("found") }}</th></tr>
{% for name, declared, found in comparison %}<tr><th scope="row">{{ name }}</th><td>{{ declared }}</td><td>{{ found }}</td></tr>
{% endfor %}</table>
{% if outside %}<h2>{{ say("outside") }}</h2>
<table>
<tr><th scope="col">{{ heading("data_categories") }}</th><th scope="col">{{ heading("evidence") }}</th></tr>
{% for name, columns, _ in outside %}<tr class="open"><th scope="row">{{ name.text }}</th><td>{{ columns.text }}</td></tr>
{% endfor %}</table>
{% endif %}</body>
</html>
"""


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> str:
    """Return the page; organisation facts are the configuration's."""
    from jinja2 import Environment, StrictUndefined

    record = record_of(catalog, notice, configuration)
    page = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True).from_string(_PAGE)
    return page.render(
        language=language,
        title=TITLE.in_language(language),
        record=record,
        say=lambda key: say(key, language),
        heading=lambda key: heading(key, language),
        controller=controller(record, language),
        sections=tuple(sections(record, language)),
        comparison=tuple(comparison(record, language)),
        outside=tuple(category_row(item, language) for item in record.outside),
    )
