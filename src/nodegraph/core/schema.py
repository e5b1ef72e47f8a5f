"""The JSON Schema of graph files, for editors that complete and check JSON."""

from collections.abc import Mapping
from typing import Any

import msgspec

from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import (
    LIVE_KINDS,
    AnyKind,
    Choice,
    ColorKind,
    Input,
    Number,
    PathKind,
    Text,
    Truth,
)

_ID = r"^(?![0-9])\w+(-[0-9]+)?$"
_WIRE = r"^(?![0-9])\w+(-[0-9]+)?(\.\w+)?$"
_TEXT = {"type": "string"}
_TRUTH = {"type": "boolean"}


def json_schema(specs: Mapping[str, NodeSpec] | None = None) -> dict[str, Any]:
    """Return the schema (draft 2020-12). With `specs` it also knows the inputs of every node type.

    Unknown keys and unknown node types are allowed, as the program keeps them.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Nodegraph graph file (.ng)",
        "type": "object",
        "required": ["nodegraph"],
        "properties": {
            "nodegraph": {"const": 1, "description": "The version of the file format."},
            "made_with": _map(_TEXT, "Packages that declare the nodes, with their versions."),
            "parameters": {
                "type": "object",
                "description": "Values that are set from outside, by name.",
                "propertyNames": {"pattern": "^[a-z][a-z0-9-]*$"},
                "additionalProperties": {"$ref": "#/$defs/parameter"},
            },
            "nodes": {
                "type": "object",
                "description": "The nodes by id; ids are words such as resize-2, unique without regard to case.",
                "propertyNames": {"pattern": _ID},
                "additionalProperties": {"$ref": "#/$defs/node"},
            },
            "frames": _map({"$ref": "#/$defs/frame"}, "Titled frames around nodes."),
            "notes": {"type": "object"},
            "view": {"type": "object"},
            "graphs": {"type": "object", "description": "Reserved for subgraphs."},
        },
        "$defs": {"wire": {"type": "string", "pattern": _WIRE}, **_definitions(specs or {})},
    }


def _map(of: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "object", "description": description, "additionalProperties": of}


def _definitions(specs: Mapping[str, NodeSpec]) -> dict[str, Any]:
    node: dict[str, Any] = {
        "type": "object",
        "required": ["node"],
        "properties": {
            "node": {"type": "string", "description": "The type, with @version where that is not 1: resize, glow@2."},
            "at": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
            "set": _map({}, "Values of inputs that differ from the default."),
            "in": _map({"$ref": "#/$defs/wire"}, "Wires into inputs: node.port, or node for its main output."),
            "label": _TEXT,
            "color": _TEXT,
            "bypassed": _TRUTH,
            "disabled": _TRUTH,
            "collapsed": _TRUTH,
        },
    }
    if specs:
        node["properties"]["node"]["examples"] = sorted(_typed(spec) for spec in specs.values())
        node["allOf"] = [
            {
                "if": {"required": ["node"], "properties": {"node": {"const": _typed(spec)}}},
                "then": {"$ref": f"#/$defs/node:{spec.id}"},
            }
            for spec in specs.values()
        ]
    target = {"type": "string", "pattern": r"^(?![0-9])\w+(-[0-9]+)?\.\w+$"}
    parameter = {
        "anyOf": [
            target,
            {
                "type": "object",
                "required": ["to"],
                "properties": {"to": {"type": "array", "items": target, "minItems": 1}, "help": _TEXT},
            },
        ]
    }
    frame = {
        "type": "object",
        "required": ["nodes"],
        "properties": {"nodes": {"type": "array", "items": _TEXT}, "title": _TEXT, "color": _TEXT},
    }
    types = {f"node:{spec.id}": _type(spec) for spec in specs.values()}
    return {"node": node, "parameter": parameter, "frame": frame, **types}


def _typed(spec: NodeSpec) -> str:
    return spec.id if spec.version == 1 else f"{spec.id}@{spec.version}"


def _type(spec: NodeSpec) -> dict[str, Any]:
    settable = {p.name: _input(p) for p in spec.inputs if not p.stream and isinstance(p.kind, (*LIVE_KINDS, AnyKind))}
    return {
        "description": spec.help,
        "properties": {
            "set": {"properties": settable, "additionalProperties": False},
            "in": {"properties": {port.name: {} for port in spec.inputs}, "additionalProperties": False},
        },
    }


def _input(port: Input) -> dict[str, Any]:
    found = _kind(port)
    if port.optional:
        found = {"anyOf": [found, {"type": "null"}]}
    return found if isinstance(port.default, msgspec.UnsetType) else {**found, "default": port.default}


def _kind(port: Input) -> dict[str, Any]:
    match port.kind:
        case Number() as number:
            found: dict[str, Any] = {"type": "integer" if number.integer else "number"}
            found |= {"minimum": number.low} if number.low is not None else {}
            found |= {"maximum": number.high} if number.high is not None else {}
            return {**found, "description": number.unit} if number.unit else found
        case Truth():
            return dict(_TRUTH)
        case Choice(options=options):
            return {"enum": list(options)}
        case ColorKind():
            return {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 4}
        case PathKind():
            return {**_TEXT, "minLength": 1, "description": "A path; relative ones lie in the file's folder."}
        case Text():
            return {"type": ["string", "number", "boolean"]}
    return {"type": ["string", "number", "boolean", "null"]}
