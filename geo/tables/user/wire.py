"""Records of declared types as lines of plain JSON, and back, each value checked.

What comes back from a process that parsed a stranger's file is not taken on trust:
nothing is unpickled, and a value is built only where it is of the type that its field
declares. Records are the project's dataclasses; a field at its default is left out.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeGuard

from geo.model.dates import BadDate, PartialDate

#: Items of a long field in one line: a millisecond of work for who reads it.
CHUNK = 100
_END = "end"

_Code = Callable[[Any], Any]


class Unexpected(ValueError):
    """A line is not what its record declares."""


def lines(record: Any) -> Iterator[bytes]:
    """A record as lines: each has the path of a field, and its value or a part of it.

    A lone surrogate, which is no text, becomes a question mark.
    """
    for path, value in _pieces(record, ""):
        line = json.dumps([path, value], ensure_ascii=False, separators=(",", ":"))
        yield line.encode("utf-8", "replace") + b"\n"
    yield json.dumps([_END, None]).encode() + b"\n"


def record(kind: type, lines: Iterable[bytes]) -> Any:
    """The record of a dataclass that lines speak of.

    Raises:
        Unexpected: a line is missing, or not of the type that its field declares.
    """
    decode = _Decoder()
    fields = dict(_fields(kind, ""))
    values: dict[str, Any] = {}
    complete = False
    for line in lines:
        try:
            path, value = json.loads(line)
            if path == _END:
                complete = True
                break
            value = decode.of(fields[path])(value)
        except Unexpected:
            raise
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise Unexpected(f"not a field of {kind.__name__}") from error
        _put(values, path, value)
    if not complete:
        raise Unexpected("cut short")
    decode.forget()
    return _build(kind, "", values)


def _put(values: dict[str, Any], path: str, value: Any) -> None:
    """A value at its path; the parts of a long one in the order they come."""
    if path not in values:
        values[path] = list(value) if isinstance(value, tuple) else value
    elif isinstance(value, dict):
        values[path].update(value)
    elif isinstance(values[path], list):
        values[path].extend(value)
    else:
        raise Unexpected(f"{path} is told twice")


# --- the fields of a record ---


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The fields that a dataclass is made from, with the types they declare."""
    types_of = typing.get_type_hints(kind)
    return {f.name: types_of[f.name] for f in dataclasses.fields(kind) if f.init}


def _is_record(hint: Any) -> TypeGuard[type]:
    """Whether a type is told by its fields: a date has a form of its own."""
    return (
        isinstance(hint, type)
        and dataclasses.is_dataclass(hint)
        and hint is not PartialDate
    )


def _fields(kind: type, prefix: str) -> Iterator[tuple[str, Any]]:
    """The paths of a record that lines may speak of, and what stands there.

    Only the record itself and the records that are its fields are told by field; those
    in a collection are told whole.
    """
    for name, hint in _hints(kind).items():
        if _is_record(hint):
            yield from _fields(hint, f"{prefix}{name}.")
        else:
            yield prefix + name, hint


def _pieces(value: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, hint in _hints(value.__class__).items():
        field_value, path = getattr(value, name), prefix + name
        if _is_record(hint):
            yield from _pieces(field_value, f"{path}.")
        elif isinstance(field_value, dict) and len(field_value) > CHUNK:
            items = list(field_value.items())
            for start in range(0, len(items), CHUNK):
                yield path, _encoder(hint)(dict(items[start : start + CHUNK]))
        elif isinstance(field_value, tuple | list) and len(field_value) > CHUNK:
            for start in range(0, len(field_value), CHUNK):
                yield path, _encoder(hint)(field_value[start : start + CHUNK])
        else:
            yield path, _encoder(hint)(field_value)


def _build(kind: type, prefix: str, values: dict[str, Any]) -> Any:
    arguments = {}
    for name, hint in _hints(kind).items():
        if _is_record(hint):
            arguments[name] = _build(hint, f"{prefix}{name}.", values)
            continue
        try:
            value = values.pop(prefix + name)
        except KeyError:
            raise Unexpected(f"{prefix}{name} is missing") from None
        arguments[name] = tuple(value) if typing.get_origin(hint) is tuple else value
    return kind(**arguments)


def _default(field: dataclasses.Field) -> Any:
    """What a field has where it is left out; what must be told equals nothing."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


# --- values ---


def _same(value: Any) -> Any:
    return value


@cache
def _encoder(hint: Any) -> _Code:
    """Makes plain values of those of a type.

    Raises:
        TypeError: of a type that no field of a record may have.
    """
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in (str, int, bool, float) or hint is type(None):
        return _same
    if hint is date:
        return date.isoformat
    if hint is PartialDate:
        return _encode_date
    if origin in (typing.Union, types.UnionType):
        (kind,) = (i for i in inner if i is not type(None))
        code = _encoder(kind)
        return lambda value: None if value is None else code(value)
    if origin is tuple and inner[-1] is not ...:
        codes = [_encoder(i) for i in inner]
        return lambda value: [c(v) for c, v in zip(codes, value, strict=True)]
    if origin in (tuple, list):
        code = _encoder(inner[0])
        return lambda value: [code(v) for v in value]
    if origin is dict and inner[0] is str:
        code = _encoder(inner[1])
        return lambda value: {k: code(v) for k, v in value.items()}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str
    if _is_record(hint):
        return _record_encoder(hint)
    raise TypeError(f"{hint} cannot be told in plain values")


def _record_encoder(kind: type) -> _Code:
    hints, by_name = _hints(kind), {f.name: f for f in dataclasses.fields(kind)}
    codes = [(n, _encoder(h), _default(by_name[n])) for n, h in hints.items()]

    def encode(value: Any) -> dict[str, Any]:
        plain = {}
        for name, code, usual in codes:
            field_value = getattr(value, name)
            if field_value is not usual and field_value != usual:
                plain[name] = code(field_value)
        return plain

    return encode


def _encode_date(value: PartialDate) -> list[str]:
    whole = PartialDate.parse(value.text)
    if value == whole:
        return [value.text]
    return [value.text, value.earliest.isoformat(), value.latest.isoformat()]


class _Decoder:
    """Builds values from plain ones. Equal texts and dates of a table are one object:
    a hundred thousand treaties have a few thousand dates.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._dates: dict[tuple[str, ...], PartialDate] = {}
        self._codes: dict[Any, _Code] = {}

    def forget(self) -> None:
        """Let go of the texts and dates: its functions hold each other, and it stays
        until the collector comes, which is kept off a table (:mod:`geo.turns`).
        """
        for memory in (self._texts, self._dates, self._codes):
            memory.clear()

    def of(self, hint: Any) -> _Code:
        if hint not in self._codes:
            self._codes[hint] = self._code(hint)
        return self._codes[hint]

    def _code(self, hint: Any) -> _Code:
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if hint is str:
            return self._text
        if hint is PartialDate:
            return self._date
        if hint is date:
            return lambda value: date.fromisoformat(self._text(value))
        if hint in (int, bool, float):
            return lambda value: _of_kind(value, hint)
        if origin in (typing.Union, types.UnionType):
            (kind,) = (i for i in inner if i is not type(None))
            code = self.of(kind)
            return lambda value: None if value is None else code(value)
        if origin is tuple and inner[-1] is not ...:
            codes = [self.of(i) for i in inner]
            return lambda value: tuple(
                c(v) for c, v in zip(codes, _of_kind(value, list), strict=True)
            )
        if origin in (tuple, list):
            code = self.of(inner[0])
            return lambda value: origin([code(v) for v in _of_kind(value, list)])
        if origin is dict:
            code = self.of(inner[1])
            return lambda value: {
                self._text(k): code(v) for k, v in _of_kind(value, dict).items()
            }
        if issubclass(hint, StrEnum):
            return lambda value: hint(self._text(value))
        return self._record(hint)

    def _record(self, kind: type) -> _Code:
        codes = {name: self.of(hint) for name, hint in _hints(kind).items()}

        def build(value: Any) -> Any:
            items = _of_kind(value, dict).items()
            return kind(**{name: codes[name](item) for name, item in items})

        return build

    def _text(self, value: Any) -> str:
        if type(value) is not str:
            raise Unexpected("not a text")
        return self._texts.setdefault(value, value)

    def _date(self, value: Any) -> PartialDate:
        key = tuple(_of_kind(value, list))
        if key not in self._dates:
            try:
                text, *bounds = (self._text(part) for part in key)
                day = PartialDate.parse(text)
                if bounds:
                    low, high = map(date.fromisoformat, bounds)
                    day = day.narrowed(not_before=low, not_after=high)
            except BadDate as error:
                raise Unexpected("not a date") from error
            self._dates[key] = day
        return self._dates[key]


def _of_kind(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise Unexpected(f"not {kind.__name__}")
    return value
