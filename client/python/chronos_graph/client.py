"""Requests to the graph, and frames of its answers."""

import json
import re
import time
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from http.client import HTTPException
from io import BytesIO
from numbers import Integral, Real
from typing import Any, Literal, TypeVar, Unpack
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

import pandas as pd

from . import operations as graph
from .operations import Operation

Result = TypeVar("Result")

RETRIED = (429, 502, 503, 504)
"""The statuses of HTTP that another attempt can change."""


class GraphError(Exception):
    """The graph did not answer, or not with everything that was requested.

    `code` says what it is, such as "RATE_LIMITED"; `errors` are all errors of the answer, and `data` is what arrived.
    """

    def __init__(self, code: str, message: str, errors: list[Any] | None = None, data: Any = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.errors = errors or []
        self.data = data


class Client:
    """A client of the graph at a URL, such as https://graph.example/graphql."""

    def __init__(self, url: str, key: str | None = None, *, timeout: float = 30.0, retries: int = 3) -> None:
        """`timeout` is of each attempt, in seconds. A request is sent again after 429, 502, 503, 504 and `Retry-After`.

        Without a key the caller is anonymous. Raises ValueError where `url` or `key` is invalid.
        """
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"url must be a whole URL, such as https://graph.example/graphql: {url}")
        if key is not None and not re.fullmatch("[!-~]+", key):
            raise ValueError("The key is empty, or contains a character that keys do not have, such as a space or a line break.")
        self._url = url
        self._headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        self._timeout = timeout
        self._retries = retries

    def request(self, operation: Operation[Result], variables: Mapping[str, Any] | None = None) -> Result:
        """Answers an operation of `chronos_graph.operations`.

        Raises GraphError where a part of the answer is missing, and TypeError for a variable that the operation does not have.
        """
        sent = _sent(operation, variables or {})
        result: Result
        try:
            result = self._post({"documentId": operation.id, "variables": sent})
        except GraphError as error:
            if error.code != "PERSISTED_QUERY_NOT_FOUND":
                raise
            result = self._post({"query": operation.text, "variables": sent})
        return result

    def query(self, text: str, variables: Mapping[str, Any] | None = None) -> Any:
        """Answers an operation of your own. Raises GraphError where a part of the answer is missing."""
        return self._post({"query": text, "variables": variables or {}})

    def columns(self, **variables: Unpack[graph.SeriesColumnsVariables]) -> pd.DataFrame:
        """The figures of a series, by time; NaN is not available. `attrs` has its code, title and units.

        Raises KeyError where no series has the code.
        """
        series = self.request(graph.SERIES_COLUMNS, variables)["series"]
        if series is None:
            raise KeyError(f'There is no series "{variables["code"]}": Client.series(search=…) finds codes.')
        columns = series["observationColumns"]
        frame = pd.DataFrame({"value": columns["values"]}, index=_times(columns["times"]), dtype="float64")
        frame.attrs = {"code": series["code"], "title": series["title"], "units": series["units"]}
        return frame

    def panel(self, **variables: Unpack[graph.PanelVariables]) -> pd.DataFrame:
        """The figures of an indicator: a row for each period, a column for each region.

        `attrs` has the indicator's name and units, and the names of regions by code.
        """
        panel = self.request(graph.PANEL, variables)["panel"]
        by_region = dict(zip(panel["codes"], panel["values"], strict=True))
        frame = pd.DataFrame(by_region, index=_times(panel["times"]), dtype="float64")
        frame.columns.name = "region"
        frame.attrs = {**panel["indicator"], "names": dict(zip(panel["codes"], panel["names"], strict=True))}
        return frame

    def choropleth(self, **variables: Unpack[graph.ChoroplethVariables]) -> pd.DataFrame:
        """The newest figure of an indicator in each region of a level, and its class on a map."""
        found = self.request(graph.CHOROPLETH, variables)["choropleth"]
        rows = [{**each["region"], "value": each["value"], "class": each["class"]} for each in found["regions"]]
        frame = pd.DataFrame(rows).set_index("code").astype({"value": "float64", "class": "Int64"})
        frame.attrs = {**found["indicator"], "time": found["time"]}
        return frame

    def series(self, **variables: Unpack[graph.SeriesPagesVariables]) -> pd.DataFrame:
        """The series of the catalogue that pass all filters, by code: all pages of them."""
        return _rows(self._nodes(graph.SERIES_PAGES, "seriesCatalog", variables))

    def regions(self, **variables: Unpack[graph.RegionPagesVariables]) -> pd.DataFrame:
        """The regions of a level, by code: all pages of them."""
        return _rows(self._nodes(graph.REGION_PAGES, "regions", variables))

    def table(self, name: str, *, format: Literal["csv", "parquet"] = "csv", **arguments: Any) -> pd.DataFrame:
        """All rows of a table: "observations", "panel", "choropleth" or "series". Parquet needs the package pyarrow."""
        given = {key.removesuffix("_"): value for key, value in arguments.items() if value is not None}
        texts = {key: str(_json(value if key == "updatedSince" else _day(value))) for key, value in given.items()}
        url = urljoin(self._url, f"data/{name}.{format}?{urlencode(texts)}")
        body = BytesIO(self._send(Request(url, headers=self._headers)))
        if format == "parquet":
            return pd.read_parquet(body)
        # "NA" is a text: nothing between commas is null.
        frame = pd.read_csv(body, keep_default_na=False, na_values=[""])
        return frame.assign(time=pd.to_datetime(frame["time"], utc=True)) if "time" in frame else frame

    def _nodes(self, operation: Operation[Any], field: str, variables: Mapping[str, Any]) -> Iterator[Any]:
        after = variables.get("after")
        while True:
            connection = self.request(operation, {**variables, "after": after})[field]
            yield from (edge["node"] for edge in connection["edges"])
            page = connection["pageInfo"]
            if not page["hasNextPage"] or page["endCursor"] == after:
                return
            after = page["endCursor"]

    def _post(self, message: Mapping[str, Any]) -> Any:
        headers = {**self._headers, "Content-Type": "application/json", "Accept": "application/json"}
        body = json.dumps(message, default=_json).encode()
        text = self._send(Request(self._url, data=body, headers=headers))
        try:
            answer = json.loads(text)
            if answer.get("errors"):
                raise _error(answer)
            return answer["data"]
        except (ValueError, KeyError, AttributeError) as error:
            remedy = "check the URL, and what a proxy before the graph answers"
            raise GraphError("NOT_GRAPHQL", f"The answer of {self._url} is not a GraphQL response: {remedy}.") from error

    def _send(self, request: Request, attempt: int = 0) -> bytes:
        try:
            with urlopen(request, timeout=self._timeout) as response:
                body: bytes = response.read()
                return body
        except HTTPError as error:
            after = error.headers.get("Retry-After", "")
            wait = float(after) if after.isdigit() else 2.0**attempt
            if error.code in RETRIED and attempt < self._retries and wait <= self._timeout:
                time.sleep(wait)
                return self._send(request, attempt + 1)
            text = error.read().decode(errors="replace")
            if text.startswith('{"errors"'):
                raise _error(json.loads(text)) from error
            raise GraphError(f"HTTP_{error.code}", f"{request.full_url}: {text[:500] or 'check the URL'}") from error
        except (OSError, HTTPException) as error:
            raise GraphError("UNREACHABLE", f"{request.full_url}: {error}") from error


def _sent(operation: Operation[Any], variables: Mapping[str, Any]) -> dict[str, Any]:
    """Variables by the graph's names. A datetime is its day where the graph takes a day."""
    types: dict[str, str] = dict(re.findall(r"\$(\w+): \[?(\w+)", operation.text))
    given = {name.removesuffix("_"): value for name, value in variables.items()}
    unknown = ", ".join(name for name in given if name not in types)
    if unknown:
        raise TypeError(f"There is no argument {unknown}. The arguments are {', '.join(types)}.")
    return {name: _day(value) if types[name] == "Date" else value for name, value in given.items()}


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _error(answer: Any) -> GraphError:
    errors = answer["errors"]
    code = errors[0].get("extensions", {}).get("code", "UNKNOWN")
    return GraphError(code, errors[0]["message"], errors, answer.get("data"))


def _times(times: list[str]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.to_datetime(times, utc=True), name="time")


def _rows(nodes: Iterator[Any]) -> pd.DataFrame:
    frame = pd.json_normalize(list(nodes))
    return frame.set_index("code") if "code" in frame else frame


def _json(value: Any) -> int | float | str:
    """Values that are not JSON: dates, numbers of numpy, and those of the graph's scalars."""
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    return value.isoformat() if isinstance(value, date) else str(value)
