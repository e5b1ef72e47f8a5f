"""The JSON Schema agrees with what the program reads and writes."""

import json
import re
from pathlib import Path
from typing import Any

from nodegraph.core import edit
from nodegraph.core.file import encode
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.ids import is_id
from nodegraph.core.node import NodeSpec
from nodegraph.core.schema import json_schema

Specs = dict[str, NodeSpec]


def objections(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str = "") -> list[str]:
    """Return what a schema objects to; knows the words that ours uses."""
    found: list[str] = []
    types = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float), "integer": int}
    types["null"] = type(None)
    known = {"$schema", "title", "description", "default", "examples", "$defs"}
    for word, rule in schema.items():
        match word:
            case "$ref":
                found += objections(value, root["$defs"][rule.removeprefix("#/$defs/")], root, where)
            case "type":
                wanted = [rule] if isinstance(rule, str) else rule
                number = isinstance(value, bool) and "boolean" not in wanted
                if number or not any(isinstance(value, types[name]) for name in wanted):
                    found.append(f"{where} is no {rule}")
            case "required" if isinstance(value, dict):
                found += [f"{where} lacks {key}" for key in rule if key not in value]
            case "properties" if isinstance(value, dict):
                for key, inner in rule.items():
                    found += objections(value[key], inner, root, f"{where}/{key}") if key in value else []
            case "additionalProperties" if isinstance(value, dict):
                for key in value.keys() - schema.get("properties", {}).keys():
                    found += (
                        [f"{where}/{key}"] if rule is False else objections(value[key], rule, root, f"{where}/{key}")
                    )
            case "propertyNames" if isinstance(value, dict):
                found += [f"{where}/{key}" for key in value if not re.search(rule["pattern"], key)]
            case "pattern" if isinstance(value, str):
                found += [] if re.search(rule, value) else [f"{where} is not {rule}"]
            case "items" if isinstance(value, list):
                found += [o for inner in value for o in objections(inner, rule, root, where)]
            case "anyOf":
                found += [] if any(not objections(value, one, root) for one in rule) else [f"{where} is none"]
            case "allOf":
                found += [o for one in rule for o in objections(value, one, root, where)]
            case "if":
                found += [] if objections(value, rule, root) else objections(value, schema["then"], root, where)
            case "const":
                found += [] if value == rule else [f"{where} is not {rule}"]
            case "enum":
                found += [] if value in rule else [f"{where} is none of {rule}"]
            case "minimum" | "maximum" if isinstance(value, int | float):
                found += [where] if (value < rule if word == "minimum" else value > rule) else []
            case "minItems" | "maxItems" if isinstance(value, list):
                found += [where] if (len(value) < rule if word == "minItems" else len(value) > rule) else []
            case "minLength" if isinstance(value, str):
                found += [where] if len(value) < rule else []
            case "then":
                pass
            case _:
                relevant = {"properties", "additionalProperties", "required", "propertyNames", "pattern", "items",
                            "minimum", "maximum", "minItems", "maxItems", "minLength"}  # fmt: skip
                assert word in known | relevant, f"this test knows no {word}"
    return found


def everything(specs: Specs) -> Graph:
    """Return a graph with every node type, a wire, a value, a parameter and a frame."""
    graph = Graph()
    for spec in specs.values():
        graph, _ = edit.add(graph, spec)
    graph = edit.connect(graph, specs, Wire("load"), "blur", "image")
    graph = edit.set_value(graph, specs, "blur", "sigma", 4)
    graph = edit.set_value(graph, specs, "tint", "color", [0, 1, 0])
    graph = edit.set_value(graph, specs, "switch", "no", "cat")
    graph = edit.set_value(graph, specs, "save", "format", "jpeg")
    graph = edit.expose(graph, specs, "sigma", [Wire("blur", "sigma")])
    graph = edit.bypass(graph, ["blur"])
    return edit.frame(graph, ["blur", "tint"], "two")[0]


def test_what_is_written_fits_the_schema(specs: Specs) -> None:
    file = json.loads(encode(everything(specs), Path("/"), specs))
    for schema in (json_schema(), json_schema(specs)):
        assert objections(file, schema, schema) == []


def test_the_schema_knows_names_kinds_and_limits(specs: Specs) -> None:
    schema = json_schema(specs)
    for block, where in {
        ("sigma", -1): "/nodes/a/set/sigma",
        ("sigma", "wide"): "/nodes/a/set/sigma is no number",
        ("sgma", 1): "/nodes/a/set/sgma",
    }.items():
        file = {"nodegraph": 1, "nodes": {"a": {"node": "blur", "set": dict([block])}}}
        assert objections(file, schema, schema) == [where]
    file = {"nodegraph": 1, "nodes": {"1a": {"node": "blur", "at": [1]}, "b": {"in": {"x": "a b"}}}}
    assert len(objections(file, schema, schema)) == 4


def test_unknown_nodes_and_keys_are_allowed(specs: Specs) -> None:
    schema = json_schema(specs)
    file = {"nodegraph": 1, "future": 1, "nodes": {"a": {"node": "acme:glow@2", "set": {"x": [1]}, "pinned": True}}}
    assert objections(file, schema, schema) == []


def test_the_schema_of_ids_is_the_programs(specs: Specs) -> None:
    pattern = json_schema()["properties"]["nodes"]["propertyNames"]["pattern"]
    for name in ("a", "a-2", "größe", "1a", "a-b", "a.b", "", "_", "a-2-3"):
        assert bool(re.search(pattern, name)) == is_id(name)


def test_the_schema_is_json(specs: Specs) -> None:
    assert json.loads(json.dumps(json_schema(specs))) == json_schema(specs)
