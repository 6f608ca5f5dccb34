"""Which counties of a state were hit hardest, next to the jobs of the whole country: frames of pandas by the typed client."""

import os

from chronos_graph import Client

graph = Client(os.environ.get("CHRONOS_URL", "http://127.0.0.1:4000/graphql"), os.environ.get("CHRONOS_KEY"))

rates = graph.panel(
    indicator="UNEMPLOYMENT_RATE", level="COUNTY", parent="US-06", from_="2009-01-01", to="2009-12-31", bucket="YEAR"
)
highest = rates.iloc[-1].sort_values(ascending=False).head(3).rename(rates.attrs["names"])
print(f"{rates.attrs['name']}, {rates.attrs['units'].lower()}, {rates.index[-1]:%Y}")
print(highest.to_string())

jobs = graph.columns(code="BLS:CES3000000001", from_="2006-01-01", bucket="YEAR", aggregate="MEAN")
print(f"{jobs.attrs['title']}, {jobs.attrs['units'].lower()}, change in percent")
print((jobs["value"].pct_change() * 100).round(1).dropna().head(4).rename(lambda time: time.year).to_string())
