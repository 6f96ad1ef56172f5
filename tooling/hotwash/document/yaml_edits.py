"""Additions to a YAML file of somebody else's, as edits of its text: comments, order, tags and line ends stay.

Nothing is constructed, so tags that only another program knows (`!ENV`, `!!python/name:`) are no trouble. Each edit is
read again, and what it gives is compared with what was wanted; an edit that gives anything else is refused.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


class YamlError(Exception):
    """A text that cannot be read as YAML, or cannot be edited; `line` (from 1) is where, if a line is at fault."""

    def __init__(self, line: int | None, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message


class YamlFile:
    """A YAML text that can be asked and added to. Raises `YamlError` when it is none, or no mapping."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bom = "\ufeff" if text.startswith("\ufeff") else ""
        self.body = text.removeprefix("\ufeff")
        self.line_end = "\r\n" if "\r\n" in self.body else "\n"
        root = _compose(self.body)
        if root is not None and not isinstance(root, MappingNode):
            raise YamlError(root.start_mark.line + 1, "is no mapping of keys to values")
        self.root = root

    def get(self, *path: str) -> Any:
        """The value at a path of keys as plain lists, dicts and strings (a tagged one as `(tag, value)`); None if absent."""
        node = self._node(path)
        return None if node is None else _plain(node)

    def line(self, *path: str) -> int | None:
        """The line of the value at a path, from 1."""
        node = self._node(path)
        return None if node is None else node.start_mark.line + 1

    def with_item(self, path: Sequence[str], item: str) -> str:
        """The text with an item at the end of the list at a path, which is made where there is none.

        `item` is YAML in flow or block form, its further lines indented as they would be below a dash in column 0.
        """
        wanted = _plain(_compose(f"- {item}"))[0]
        node = self._node(path)
        if node is None or _empty(node):
            block = "".join(f"  {line}\n" if line else "\n" for line in f"- {item}".split("\n"))
            return self._checked(self._with_value(path, node, block), path, [wanted])
        if not isinstance(node, SequenceNode):
            raise YamlError(node.start_mark.line + 1, f"`{'.'.join(path)}` is no list")
        if node.flow_style:
            inline = json.dumps(wanted, ensure_ascii=False) if not isinstance(wanted, str) else item
            new = self._in_flow(node, inline)
        else:
            pad = " " * node.start_mark.column
            dash = [f"{pad}{line}" if line else "" for line in f"- {item}".split("\n")]
            new = self._after(node, dash)
        return self._checked(new, path, [*_plain(node), wanted])

    def with_key(self, path: Sequence[str], value: str) -> str:
        """The text with a key that is not there yet; `value` is YAML on one line, or an indented block without the key."""
        wanted = _plain(_compose(f"key: {value}" if "\n" not in value else f"key:\n{value}"))["key"]
        node = self._node(path)
        if node is not None:
            raise YamlError(node.start_mark.line + 1, f"`{'.'.join(path)}` is there already")
        return self._checked(self._with_value(path, None, value), path, wanted)

    def _with_value(self, path: Sequence[str], node: Node | None, value: str) -> str:
        *parents, name = path
        inline = "\n" not in value
        if node is not None:  # the key is there, with nothing behind it
            at = self._line_end(node.start_mark.index)
            return self._insert(at, f" {value}" if inline else f"\n{value.rstrip(chr(10))}")
        lines = [f"{name}: {value}"] if inline else [f"{name}:", *value.rstrip("\n").split("\n")]
        parent = self._node(parents)
        if parents and (not isinstance(parent, MappingNode) or not parent.value):
            raise YamlError(None, f"there is no mapping `{'.'.join(parents)}`")
        if isinstance(parent, MappingNode) and parent.value:
            if parent.flow_style:
                return self._in_flow(parent, f"{name}: {value.strip()}")
            return self._after(parent, [" " * parent.start_mark.column + line if line else "" for line in lines])
        gap = "" if not self.body or self.body.endswith("\n") else "\n"
        return self._insert(len(self.body), gap + "\n".join(lines) + "\n")

    def _in_flow(self, node: MappingNode | SequenceNode, item: str) -> str:
        at = node.end_mark.index - 1
        while at and self.body[at - 1].isspace():
            at -= 1
        comma = ", " if node.value and self.body[at - 1] != "," else " " if node.value else ""
        return self._insert(at, comma + item)

    def _after(self, node: Node, lines: list[str]) -> str:
        """Lines behind the last line of a block, before the comments and blank lines that follow it."""
        end = _end(node)
        if end and self.body[end - 1] == "\n":
            end -= 1
            if end and self.body[end - 1] == "\r":
                end -= 1
        return self._insert(self._line_end(end), "\n" + "\n".join(lines))

    def _line_end(self, at: int) -> int:
        end = self.body.find("\n", at)
        end = len(self.body) if end < 0 else end
        return end - 1 if end and self.body[end - 1] == "\r" and end - 1 >= at else end

    def _insert(self, at: int, new: str) -> str:
        return self.body[:at] + new.replace("\n", self.line_end) + self.body[at:]

    def _node(self, path: Sequence[str]) -> Node | None:
        node: Node | None = self.root
        for name in path:
            if not isinstance(node, MappingNode):
                return None
            node = next((value for key, value in node.value if _named(key, name)), None)
        return node

    def _checked(self, body: str, path: Sequence[str], wanted: Any) -> str:
        """The edited text, if it says what it said before and the new value at the path, and nothing else."""
        expected = _plain(self.root) if self.root is not None else {}
        inner = expected
        for name in path[:-1]:
            inner = inner.setdefault(name, {})
        inner[path[-1]] = wanted
        try:
            got = _plain(_compose(body))
        except YamlError:
            got = None
        if got != expected:
            raise YamlError(self.line(*path), f"`{'.'.join(path)}` is written in a way that cannot be added to")
        return self.bom + body


def _compose(text: str) -> Node | None:
    try:
        node: Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "is no YAML"
        raise YamlError(mark.line + 1 if mark else None, f"is no readable YAML: {what}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError(line, "is no readable YAML: a character that has no place in it") from None
    except RecursionError:
        raise YamlError(None, "is no readable YAML: nested too deeply") from None
    return node


def _named(key: Node, name: str) -> bool:
    return isinstance(key, ScalarNode) and key.value == name


def _empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _plain(node: Node | None) -> Any:
    if node is None:
        return None
    if isinstance(node, ScalarNode):
        if _empty(node):
            return None
        return (
            str(node.value)
            if node.tag.startswith("tag:yaml.org,2002:") and "/" not in node.tag
            else (node.tag, node.value)
        )
    if isinstance(node, SequenceNode):
        return [_plain(each) for each in node.value]
    return {_key(key): _plain(value) for key, value in node.value}


def _key(node: Node) -> Any:
    return node.value if isinstance(node, ScalarNode) else str(_plain(node))


def _end(node: Node) -> int:
    """Where the text of a node ends; a block collection's own mark lies behind the comments that follow it."""
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return max(_end(last[1]), int(last[0].end_mark.index)) if isinstance(last, tuple) else _end(last)
