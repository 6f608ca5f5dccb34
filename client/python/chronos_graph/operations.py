# Made by `npm run codegen`. Do not edit.
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, NotRequired, TypedDict, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Operation(Generic[Result]):
    """An operation of the graph, and the id that it is persisted by."""

    text: str
    id: str


Aggregate = Literal[
    "COUNT",
    "FIRST",
    "LAST",
    "MAX",
    "MEAN",
    "MIN",
    "SUM",
]
"""How one figure is computed of the available observations of a period."""


Country = Literal[
    "CA",
    "US",
]
"""A country, ISO 3166-1 alpha-2."""


Fill = Literal[
    "LINEAR",
    "NONE",
    "PREVIOUS",
]
"""What replaces missing values. With buckets, PREVIOUS and LINEAR also add the buckets without an observation between the first and the last."""


Frequency = Literal[
    "ANNUAL",
    "DAILY",
    "MONTHLY",
    "QUARTERLY",
    "WEEKLY",
]
"""How often a series has an observation."""


RegionLevel = Literal[
    "CBSA",
    "CENSUS_DIVISION",
    "CENSUS_SUBDIVISION",
    "CMA",
    "CONGRESSIONAL_DISTRICT",
    "COUNTY",
    "DIVISION",
    "ECONOMIC_REGION",
    "FSA",
    "PLACE",
    "PROVINCE",
    "REGION",
    "STATE",
    "ZCTA",
]
"""The kinds of region in the United States and in Canada."""


SeasonalAdjustment = Literal[
    "NOT_SEASONALLY_ADJUSTED",
    "SEASONALLY_ADJUSTED",
    "SEASONALLY_ADJUSTED_ANNUAL_RATE",
]
"""Whether the seasonal pattern of the year was removed."""


SeriesOrder = Literal[
    "CODE_ASC",
    "CODE_DESC",
    "ENDS_ON_ASC",
    "ENDS_ON_DESC",
    "RELEVANCE",
    "TITLE_ASC",
    "TITLE_DESC",
    "UPDATED_AT_ASC",
    "UPDATED_AT_DESC",
]
"""The order of the catalogue. Ties are in the order of source and code, in the same direction."""


TimeBucket = Literal[
    "DAY",
    "MONTH",
    "QUARTER",
    "WEEK",
    "YEAR",
]
"""A period of the calendar, in a time zone."""


Transform = Literal[
    "ANNUALISED",
    "CHANGE",
    "INDEX",
    "LEVEL",
    "LOG",
    "PERCENT_CHANGE",
    "PER_CAPITA",
    "YEAR_ON_YEAR",
]
"""How the values are transformed. A value without one to compare with is null, and so is a ratio to 0."""


class PanelVariables(TypedDict):
    indicator: str
    """The code of the indicator: "UNEMPLOYMENT_RATE"."""
    level: RegionLevel
    """The level of its regions."""
    parent: NotRequired[str | None]
    """The code of the region that contains them, one level up: "US-06" for counties. All regions if absent."""
    from_: str | date
    """The first day, or one of the first period."""
    to: NotRequired[str | date | None]
    """The last day, or one of the last period. Today if absent."""
    bucket: NotRequired[TimeBucket]
    """The periods by which observations are grouped, in the UTC calendar."""
    aggregate: NotRequired[Aggregate | None]
    """How the observations of a bucket are aggregated; all but LAST need `bucket`."""
    transform: NotRequired[Transform | None]
    """How to transform the values, after buckets and fill, before the range is cut: the first of a range is compared with the one before it."""
    base: NotRequired[str | date | None]
    """The day whose value is 100; required for transform INDEX, and only allowed there."""


class PanelPanelIndicator(TypedDict):
    name: str
    """Its name in English."""
    units: str
    """The unit of its values, in words: "Percent"."""


class PanelPanel(TypedDict):
    indicator: PanelPanelIndicator
    """What the figures are of."""
    codes: list[str]
    """The codes of the regions that have a series of the indicator, by code point."""
    names: list[str]
    """Their names in English."""
    times: list[str]
    """The first moments of the periods in which any of them has an observation, ascending."""
    values: list[list[float | None]]
    """The figures of each region, one list for each; null for one that is not available, which is not zero. `values[i][j]` is of `codes[i]` at `times[j]`."""


class PanelResult(TypedDict):
    panel: PanelPanel
    """The figures of an indicator for all regions of a level over time, by column. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. If a region has several series, it is the one that the map shows. At most 10,000 periods, and 1,000,000 figures over a whole request. For example `{ panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, from: "2000-01-01", bucket: YEAR) { codes times values } }`."""


PANEL = Operation[PanelResult](
    """query Panel($indicator: String!, $level: RegionLevel!, $parent: String, $from: Date!, $to: Date, $bucket: TimeBucket! = MONTH, $aggregate: Aggregate = LAST, $transform: Transform = LEVEL, $base: Date) {
  panel(
    indicator: $indicator
    level: $level
    parent: $parent
    from: $from
    to: $to
    bucket: $bucket
    aggregate: $aggregate
    transform: $transform
    base: $base
  ) {
    indicator {
      name
      units
    }
    codes
    names
    times
    values
  }
}""",
    "sha256:172205354e2f92facdeab02ec7bd6322abe16bf8d53e5dd1d08ab9eb51a9bafc",
)


class RegionPagesVariables(TypedDict):
    level: RegionLevel
    """The level."""
    parent: NotRequired[str | None]
    """The code of the region that contains them: "US-06"."""
    search: NotRequired[str | None]
    """A part of the name, English or French, or the start of the code; upper or lower case. If no region of the level has it, the most similar name is used instead. At most 200 characters and 16 words."""
    first: NotRequired[int | None]
    """The number of rows from the start (after `after`), 0 to 200. 20 if neither `first` nor `last` is given."""
    after: NotRequired[str | None]
    """Only rows after this cursor."""


class RegionPagesRegionsPageInfo(TypedDict):
    hasNextPage: bool
    """Whether rows follow the page."""
    endCursor: str | None
    """The cursor of the last row; null for an empty page."""


class RegionPagesRegionsEdgesNodeParent(TypedDict):
    code: str
    """Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level."""


class RegionPagesRegionsEdgesNodeCentroid(TypedDict):
    latitude: float
    """Degrees north, -90 to 90."""
    longitude: float
    """Degrees east, -180 to 180."""


class RegionPagesRegionsEdgesNode(TypedDict):
    code: str
    """Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level."""
    name: str
    """Its name."""
    level: RegionLevel
    """What kind of region it is."""
    country: Country
    """The country that it is a part of."""
    parent: RegionPagesRegionsEdgesNodeParent | None
    """The region that it is a part of: a county's state."""
    centroid: RegionPagesRegionsEdgesNodeCentroid
    """The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED."""


class RegionPagesRegionsEdges(TypedDict):
    node: RegionPagesRegionsEdgesNode
    """The row itself."""


class RegionPagesRegions(TypedDict):
    totalCount: int
    """The number of regions in the whole list, over all pages."""
    pageInfo: RegionPagesRegionsPageInfo
    """Whether there are more rows, and the cursors to continue from."""
    edges: list[RegionPagesRegionsEdges]
    """The rows of the page, in order, each with its cursor."""


class RegionPagesResult(TypedDict):
    regions: RegionPagesRegions
    """The regions of a level that pass all given filters, in the order of their name and code or of `orderBy`. For example `{ regions(level: STATE, first: 10) { edges { node { code name } } } }`."""


REGION_PAGES = Operation[RegionPagesResult](
    """query RegionPages($level: RegionLevel!, $parent: String, $search: String, $first: Int = 100, $after: String) {
  regions(
    level: $level
    parent: $parent
    search: $search
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        code
        name
        level
        country
        parent {
          code
        }
        centroid {
          latitude
          longitude
        }
      }
    }
  }
}""",
    "sha256:b932c3a133050c4d69695da00d64395155dd87ffd73bc752371bbad6ba7ffc16",
)


class SeriesColumnsVariables(TypedDict):
    code: str
    """A series' code: "BLS:CES0000000001"."""
    from_: NotRequired[str | date | None]
    """The first day; with buckets, the bucket that contains it. From the beginning if absent."""
    to: NotRequired[str | date | None]
    """The last day, included; with buckets, the bucket that contains it. To the end if absent."""
    limit: NotRequired[int | None]
    """The maximum number of observations; the most recent are returned: 1 to 10,000. Over all series of a request, at most 1,000,000; a figure counts 4 more if gaps are filled, and 4 more if the transform compares it with another."""
    bucket: NotRequired[TimeBucket | None]
    """Group the observations by period: one figure for each. Not grouped if absent."""
    aggregate: NotRequired[Aggregate | None]
    """How the observations of a bucket are aggregated; all but LAST need `bucket`."""
    fill: NotRequired[Fill | None]
    """How missing values are filled."""
    transform: NotRequired[Transform | None]
    """How to transform the values, after buckets and fill, before the range is cut: the first of a range is compared with the one before it."""
    base: NotRequired[str | date | None]
    """The day whose value is 100; required for transform INDEX, and only allowed there."""
    timeZone: NotRequired[str | None]
    """Where days and buckets begin and end: a name of the IANA database, "America/New_York"."""


class SeriesColumnsSeriesObservationColumns(TypedDict):
    times: list[str]
    """The moments that the figures are of; for a period, its first moment."""
    values: list[float | None]
    """The figures; null for one that is not available, which is not zero."""


class SeriesColumnsSeries(TypedDict):
    code: str
    """Its code, "SOURCE:CODE", unique: "BLS:CES0000000001"."""
    title: str
    """What it measures, in a few words."""
    units: str
    """The unit of its values: "Thousands of persons"."""
    observationColumns: SeriesColumnsSeriesObservationColumns
    """The same figures as `observations` with the same arguments, by column."""


class SeriesColumnsResult(TypedDict):
    series: SeriesColumnsSeries | None
    """The series with a code; null if there is none."""


SERIES_COLUMNS = Operation[SeriesColumnsResult](
    """query SeriesColumns($code: String!, $from: Date, $to: Date, $limit: Int = 1000, $bucket: TimeBucket, $aggregate: Aggregate = LAST, $fill: Fill = NONE, $transform: Transform = LEVEL, $base: Date, $timeZone: String = "UTC") {
  series(code: $code) {
    code
    title
    units
    observationColumns(
      from: $from
      to: $to
      limit: $limit
      bucket: $bucket
      aggregate: $aggregate
      fill: $fill
      transform: $transform
      base: $base
      timeZone: $timeZone
    ) {
      times
      values
    }
  }
}""",
    "sha256:8e65d34b4131de9cdf157444f1df24ac5db5248b0667fb24c4f6c8cabd3c7cb2",
)


class SeriesPagesVariables(TypedDict):
    search: NotRequired[str | None]
    """Words of the title in the syntax of web search engines ("a phrase", or, -without), or the start of a code. Synonyms are found too. If nothing is found, words that no title has are corrected. At most 200 characters and 16 words."""
    source: NotRequired[str | None]
    """The code of the source: "BLS"."""
    indicator: NotRequired[str | None]
    """The code of the indicator: "UNEMPLOYMENT_RATE"."""
    region: NotRequired[str | None]
    """The code of the region that they are about: "US-06"."""
    frequency: NotRequired[Frequency | None]
    """How often they are observed."""
    seasonalAdjustment: NotRequired[SeasonalAdjustment | None]
    """How they are seasonally adjusted."""
    updatedSince: NotRequired[str | datetime | None]
    """Only series whose record changed then or later."""
    orderBy: NotRequired[SeriesOrder | None]
    """The order. Default: RELEVANCE if there is a search, else CODE_ASC."""
    first: NotRequired[int | None]
    """The number of rows from the start (after `after`), 0 to 200. 20 if neither `first` nor `last` is given."""
    after: NotRequired[str | None]
    """Only rows after this cursor."""


class SeriesPagesSeriesCatalogPageInfo(TypedDict):
    hasNextPage: bool
    """Whether rows follow the page."""
    endCursor: str | None
    """The cursor of the last row; null for an empty page."""


class SeriesPagesSeriesCatalogEdgesNodeSource(TypedDict):
    code: str
    """Its code, unique: "BLS"."""
    name: str
    """Its name in English."""


class SeriesPagesSeriesCatalogEdgesNodeIndicator(TypedDict):
    code: str
    """Its code, unique: "UNEMPLOYMENT_RATE"."""


class SeriesPagesSeriesCatalogEdgesNodeRegion(TypedDict):
    code: str
    """Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level."""
    name: str
    """Its name."""


class SeriesPagesSeriesCatalogEdgesNodeLatest(TypedDict):
    time: str
    """The moment that the figure is of; for a period, its first moment."""
    value: float | None
    """The figure, in the units of its series; null if it is not available, which is not zero."""


class SeriesPagesSeriesCatalogEdgesNode(TypedDict):
    code: str
    """Its code, "SOURCE:CODE", unique: "BLS:CES0000000001"."""
    title: str
    """What it measures, in a few words."""
    units: str
    """The unit of its values: "Thousands of persons"."""
    frequency: Frequency
    """How often it is observed."""
    seasonalAdjustment: SeasonalAdjustment
    """Whether it is seasonally adjusted."""
    startsOn: str
    """The day of its first observation."""
    endsOn: str
    """The day of its last observation so far."""
    updatedAt: str
    """When this record of the series last changed."""
    source: SeriesPagesSeriesCatalogEdgesNodeSource
    """Who publishes it."""
    indicator: SeriesPagesSeriesCatalogEdgesNodeIndicator | None
    """The indicator that it measures; series of the same indicator are comparable."""
    region: SeriesPagesSeriesCatalogEdgesNodeRegion | None
    """The region that it is about; null if that is not a region of a boundary table, for example a whole country."""
    latest: SeriesPagesSeriesCatalogEdgesNodeLatest | None
    """The newest available observation; null if there is none."""


class SeriesPagesSeriesCatalogEdges(TypedDict):
    node: SeriesPagesSeriesCatalogEdgesNode
    """The row itself."""


class SeriesPagesSeriesCatalog(TypedDict):
    totalCount: int
    """The number of series in the whole list, over all pages."""
    pageInfo: SeriesPagesSeriesCatalogPageInfo
    """Whether there are more rows, and the cursors to continue from."""
    edges: list[SeriesPagesSeriesCatalogEdges]
    """The rows of the page, in order, each with its cursor."""


class SeriesPagesResult(TypedDict):
    seriesCatalog: SeriesPagesSeriesCatalog
    """The series that pass all given filters: by relevance if there is a search, else in the order of their source and code, or of `orderBy`. For example `{ seriesCatalog(search: "manufacturing", first: 10) { edges { node { code title } } } }`."""


SERIES_PAGES = Operation[SeriesPagesResult](
    """query SeriesPages($search: String, $source: String, $indicator: String, $region: String, $frequency: Frequency, $seasonalAdjustment: SeasonalAdjustment, $updatedSince: DateTime, $orderBy: SeriesOrder = CODE_ASC, $first: Int = 100, $after: String) {
  seriesCatalog(
    search: $search
    source: $source
    indicator: $indicator
    region: $region
    frequency: $frequency
    seasonalAdjustment: $seasonalAdjustment
    updatedSince: $updatedSince
    orderBy: $orderBy
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        code
        title
        units
        frequency
        seasonalAdjustment
        startsOn
        endsOn
        updatedAt
        source {
          code
          name
        }
        indicator {
          code
        }
        region {
          code
          name
        }
        latest {
          time
          value
        }
      }
    }
  }
}""",
    "sha256:b83f77b0e7e215e66f568e42f49b66b3a26953ba8e07769216a5c088431a014e",
)


class ChoroplethVariables(TypedDict):
    indicator: str
    """The code of the indicator: "UNEMPLOYMENT_RATE"."""
    level: RegionLevel
    """The level of its regions."""
    parent: NotRequired[str | None]
    """The code of the region that contains them, one level up: "US-06" for counties. All regions if absent."""
    withGeometry: NotRequired[bool | None]
    """Included when true."""


class ChoroplethChoroplethIndicator(TypedDict):
    name: str
    """Its name in English."""
    units: str
    """The unit of its values, in words: "Percent"."""
    decimals: int
    """How many decimals to show, 0 or more."""


ChoroplethChoroplethClasses = TypedDict("ChoroplethChoroplethClasses", {
    "class": int,
    "lower": float,
    "upper": float,
    "count": int,
})


class ChoroplethChoroplethRegionsRegion(TypedDict):
    code: str
    """Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level."""
    name: str
    """Its name."""
    geometry: NotRequired[Any]
    """Its border, a MultiPolygon, cut at the antimeridian."""


ChoroplethChoroplethRegions = TypedDict("ChoroplethChoroplethRegions", {
    "region": ChoroplethChoroplethRegionsRegion,
    "value": float | None,
    "class": int | None,
})


class ChoroplethChoropleth(TypedDict):
    indicator: ChoroplethChoroplethIndicator
    """What the figures are of."""
    time: str | None
    """The moment of the newest of its values; null if there are none."""
    classes: list[ChoroplethChoroplethClasses]
    """Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none."""
    regions: list[ChoroplethChoroplethRegions]
    """Every region of the level (under the parent), with or without a value, in the order of their codes."""


class ChoroplethResult(TypedDict):
    choropleth: ChoroplethChoropleth
    """A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`."""


CHOROPLETH = Operation[ChoroplethResult](
    """query Choropleth($indicator: String!, $level: RegionLevel!, $parent: String, $withGeometry: Boolean = false) {
  choropleth(indicator: $indicator, level: $level, parent: $parent) {
    indicator {
      name
      units
      decimals
    }
    time
    classes {
      class
      lower
      upper
      count
    }
    regions {
      region {
        code
        name
        geometry(simplify: 2000, precision: 3) @include(if: $withGeometry)
      }
      value
      class
    }
  }
}""",
    "sha256:0fdf22da9b52c5492b926aa5c3d008c7aaaf3153abbe7bf0b8287e667ddf0079",
)
