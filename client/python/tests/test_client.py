"""Asks a gateway over the sandbox: CHRONOS_URL and CHRONOS_KEY say which, and a key with the scope analytics:bulk."""

import os
import threading
import unittest
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from math import isnan
from typing import Any

import pandas as pd

from chronos_graph import Client, GraphError, Operation

URL = os.environ["CHRONOS_URL"]
TOTAL = "BLS:CES0000000001"
HAWAII = ["US-15001", "US-15003", "US-15005", "US-15007", "US-15009"]


class Frames(unittest.TestCase):
    graph = Client(URL, os.environ["CHRONOS_KEY"])

    def test_figures_of_a_series(self) -> None:
        frame = self.graph.columns(code=TOTAL, from_=date(2009, 1, 1), to="2009-03-31")
        self.assertEqual(list(frame["value"]), [134055, 133351, 132549])
        self.assertEqual(frame.index[0], pd.Timestamp("2009-01-01", tz="UTC"))
        self.assertEqual(frame.attrs["units"], "Thousands of persons")
        with self.assertRaisesRegex(KeyError, 'There is no series "NONE:NONE"'):
            self.graph.columns(code="NONE:NONE")

    def test_days_and_numbers_of_pandas(self) -> None:
        frame = self.graph.columns(code=TOTAL, from_=datetime(2009, 1, 1, 12), to="2009-03-31")
        again = self.graph.columns(code=TOTAL, from_=frame.index[1], limit=pd.Series([1]).max())
        self.assertEqual(len(again), 1)
        table = self.graph.table("observations", code=TOTAL, from_=frame.index[1], to=frame.index[1])
        self.assertEqual(list(table["value"]), [133351])

    def test_arguments_that_do_not_exist(self) -> None:
        wrong: dict[str, Any] = {"code": TOTAL, "form": "2015-01-01"}
        with self.assertRaisesRegex(TypeError, "There is no argument form. The arguments are code, from, to,"):
            self.graph.columns(**wrong)

    def test_figures_of_regions(self) -> None:
        frame = self.graph.panel(
            indicator="UNEMPLOYMENT_RATE", level="COUNTY", parent="US-15", from_="2009-01-01", bucket="YEAR"
        )
        self.assertEqual(list(frame.columns), ["US-15001", "US-15003", "US-15007", "US-15009"])
        self.assertEqual(list(frame.loc["2009-01-01"].squeeze()), [10.8, 6.3, 9.6, 9.7])
        self.assertEqual(frame.attrs["names"]["US-15003"], "Honolulu")
        table = self.graph.table(
            "panel", indicator="UNEMPLOYMENT_RATE", level="COUNTY", parent="US-15", from_="2009-01-01", bucket="YEAR"
        )
        self.assertEqual(list(table[table["time"] == frame.index[0]]["value"]), [10.8, 6.3, 9.6, 9.7])

    def test_a_map(self) -> None:
        frame = self.graph.choropleth(indicator="UNEMPLOYMENT_RATE", level="COUNTY", parent="US-15")
        self.assertEqual(list(frame.index), HAWAII)
        self.assertTrue(isnan(frame.loc["US-15005", "value"]))
        self.assertEqual(frame["class"].isna().sum(), 1)
        self.assertEqual(frame.attrs["units"], "Percent")

    def test_lists_are_whole(self) -> None:
        self.assertEqual(len(self.graph.regions(level="COUNTY", parent="US-06", first=20)), 58)
        found = self.graph.series(search="manufacturing", source="BLS", first=1)
        self.assertIn("BLS:CES3000000001", found.index)
        self.assertIn("latest.value", found.columns)
        self.assertEqual(len(self.graph.series(search="xyzzy")), 0)

    def test_a_file(self) -> None:
        frame = self.graph.table("observations", code=TOTAL, from_=date(2009, 1, 1), to="2009-03-31")
        self.assertEqual(list(frame["value"]), [134055, 133351, 132549])
        with self.assertRaisesRegex(GraphError, "HTTP_404|NOT_FOUND"):
            self.graph.table("nothing")
        if find_spec("pyarrow"):
            parquet = self.graph.table("observations", code=TOTAL, from_="2009-01-01", to="2009-03-31", format="parquet")
            self.assertEqual(list(parquet["value"]), list(frame["value"]))
            self.assertEqual(list(parquet["time"]), list(frame["time"]))
        else:
            with self.assertRaisesRegex(ImportError, "pyarrow"):
                self.graph.table("series", source="BLS", format="parquet")

    def test_operations_of_ones_own(self) -> None:
        query = "query ($code: String!) { region(code: $code) { name } }"
        self.assertEqual(self.graph.query(query, {"code": "US-06"}), {"region": {"name": "California"}})
        unknown: Operation[dict[str, str]] = Operation("{ __typename }", "sha256:" + "0" * 64)
        self.assertEqual(self.graph.request(unknown), {"__typename": "Query"})

    def test_errors_say_what_is_wrong(self) -> None:
        with self.assertRaises(GraphError) as refused:
            self.graph.choropleth(indicator="UNEMPLOYMENT_RATE", level="STATE")
        self.assertEqual(refused.exception.code, "BAD_USER_INPUT")
        self.assertIn("It has some of COUNTY", str(refused.exception))
        with self.assertRaisesRegex(GraphError, "CREDENTIAL_(UNKNOWN|MALFORMED)"):
            Client(URL, "chr_none").query("{ __typename }")
        with self.assertRaisesRegex(GraphError, "UNREACHABLE: http://127.0.0.1:1/graphql"):
            Client("http://127.0.0.1:1/graphql").query("{ __typename }")
        for url in ("", "127.0.0.1:4000/graphql", "file:///etc/hostname"):
            with self.assertRaisesRegex(ValueError, "url must be a whole URL"):
                Client(url)
        for key in ("", "chr_…", "chr_key\n"):
            with self.assertRaisesRegex(ValueError, "^The key is empty, or contains a character"):
                Client(URL, key)
        with self.assertRaisesRegex(GraphError, "NOT_GRAPHQL: The answer of .*/healthz is not a GraphQL response: check the URL"):
            Client(URL.replace("/graphql", "/healthz")).query("{ __typename }")
        with self.assertRaisesRegex(GraphError, "HTTP_404: .*check the URL"):
            Client(URL.replace("/graphql", "/")).query("{ __typename }")


class Attempts(unittest.TestCase):
    def test_a_busy_graph_is_asked_again(self) -> None:
        answers = [(429, b"busy"), (503, b"busy"), (200, b'{"data":{"one":1}}')]

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                status, body = answers.pop(0)
                self.send_response(status)
                self.send_header("Retry-After", "0")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_port}/graphql"
            self.assertEqual(Client(url).query("{ one }"), {"one": 1})
            answers.append((503, b"busy"))
            with self.assertRaisesRegex(GraphError, "HTTP_503: .*busy"):
                Client(url, retries=0).query("{ one }")
            server.shutdown()


if __name__ == "__main__":
    unittest.main()
