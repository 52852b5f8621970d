"""The formats that other programs read, against strict schemas of the parts that are written; each schema must be able to say no."""

import copy
import json

import jsonschema
import pytest

from piicatalog.checking.finding import Place, Status
from piicatalog.checking.formats import render
from piicatalog.checking.report import Report, Tally
from piicatalog.checking.rules import rules
from piicatalog.model.label import Label


def one_of(**properties):
    return {"type": "object", "properties": properties, "additionalProperties": False, "required": sorted(properties)}


TEXT = {"type": "string", "minLength": 1}
MESSAGE = one_of(text=TEXT)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
COUNT = {"type": "integer", "minimum": 1}
REGION = one_of(startLine=COUNT, startColumn=COUNT, endLine=COUNT, endColumn=COUNT)
URI = {"type": "string", "pattern": r"^(?!\./|/)[A-Za-z0-9._~!$&'()*+,;=@%/-]+$"}
SARIF_RULE = one_of(
    id={"type": "string", "pattern": "^PII[0-9]{3}$"},
    name={"type": "string", "pattern": "^[A-Z][A-Za-z0-9]+$"},
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=one_of(text=TEXT, markdown=TEXT),
    defaultConfiguration=one_of(level=LEVEL),
    properties={
        "type": "object",
        "properties": {"tags": {"type": "array", "maxItems": 10}, "precision": {"enum": ["very-high", "high", "medium", "low"]}},
    },
)
SARIF_RESULT = one_of(
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations={"type": "array", "minItems": 1, "items": {"type": "object", "required": ["physicalLocation"]}},
    partialFingerprints={"type": "object", "additionalProperties": TEXT, "minProperties": 1},
    baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
)
SARIF_RESULT["properties"]["suppressions"] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"kind": {"enum": ["inSource", "external"]}, "justification": TEXT},
        "required": ["kind"],
        "additionalProperties": False,
    },
}
SARIF_RESULT["properties"]["locations"]["items"]["properties"] = {
    "physicalLocation": one_of(artifactLocation=one_of(uri=URI, uriBaseId=TEXT), region=REGION),
    "logicalLocations": {"type": "array", "items": one_of(fullyQualifiedName=TEXT, name=TEXT, kind=TEXT)},
}
SARIF = one_of(
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "minItems": 1,
        "items": one_of(
            tool=one_of(driver=one_of(name=TEXT, semanticVersion=TEXT, rules={"type": "array", "items": SARIF_RULE, "uniqueItems": True})),
            columnKind={"const": "unicodeCodePoints"},
            results={"type": "array", "items": SARIF_RESULT, "maxItems": 25_000},
        ),
    },
)
SARIF["properties"]["$schema"] = {"type": "string", "format": "uri"}
GITLAB = {
    "type": "array",
    "items": one_of(
        description=TEXT,
        check_name=TEXT,
        fingerprint=TEXT,
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=one_of(path={"type": "string", "pattern": r"^(?!\./|/)"}, lines=one_of(begin=COUNT)),
    ),
}
RDJSON = one_of(
    source=one_of(name=TEXT),
    diagnostics={
        "type": "array",
        "items": one_of(
            message=TEXT,
            severity={"enum": ["ERROR", "WARNING", "INFO"]},
            code=one_of(value=TEXT),
            location=one_of(path=TEXT, range=one_of(start=one_of(line=COUNT, column=COUNT), end=one_of(line=COUNT, column=COUNT))),
        ),
    },
)
SCHEMAS = {"sarif": SARIF, "gitlab": GITLAB, "rdjson": RDJSON}
WRONG = {
    "sarif": (("runs", 0, "results", 0, "level"), "fatal"),
    "gitlab": ((0, "severity"), "error"),
    "rdjson": (("diagnostics", 0, "severity"), "error"),
}


@pytest.fixture(params=["en", "fi"])
def report(request):
    known = rules()
    facts = dict.fromkeys(("why", "purposes", "allowed", "what", "source", "kind", "original", "was", "now"), Label(en="x", fi="x"))
    findings = [
        rule.at(
            Place("./db/V 1 ä.sql", line, 3, 9), table="t", column="c" if line % 2 else "", facts=facts, fixes=(Label(en="write this"),)
        )
        for line, rule in enumerate(known.values(), 1)
    ]
    findings.append(findings[0].marked(Status.SUPPRESSED, "ours"))
    findings.append(findings[0].marked(Status.BASELINE, ""))
    return Report(findings=findings, rules=known, tally=Tally(files=1), language=request.param)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_rule_fits_the_schema(name, report):
    document = json.loads(render(name, report))
    jsonschema.validate(document, SCHEMAS[name])
    jsonschema.validate(json.loads(render(name, Report(findings=(), rules={}, tally=Tally()))), SCHEMAS[name])
    broken = copy.deepcopy(document)
    part = broken
    *path, last = WRONG[name][0]
    for step in path:
        part = part[step]
    part[last] = WRONG[name][1]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMAS[name])


def test_results_point_to_their_rules(report):
    (run,) = json.loads(render("sarif", report))["runs"]
    listed = run["tool"]["driver"]["rules"]
    assert all(listed[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
