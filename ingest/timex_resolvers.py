"""Which function resolves which pattern of times.yml: the one registry between the rules and the code.

>>> from ingest.rulefiles import read_yaml
>>> {rule["name"] for rule in read_yaml("times.yml")["patterns"]} ^ set(RESOLVERS)
set()
"""

from __future__ import annotations

from collections.abc import Mapping

from ingest import (
    timex_clock,
    timex_dates,
    timex_day_words,
    timex_distances,
    timex_durations,
    timex_holidays,
    timex_months,
    timex_periods,
    timex_ranges,
    timex_relatives,
    timex_vague,
    timex_weekdays,
)
from ingest.timex_reference import Resolver

RESOLVERS: Mapping[str, Resolver] = {
    "iso": timex_dates.iso,
    "numeric": timex_dates.numeric,
    "numeric_dots": timex_dates.numeric_dots,
    "month_day": timex_dates.month_day,
    "week_of": timex_dates.week_of,
    "ordinal_day": timex_dates.ordinal_day,
    "month_year": timex_months.month_year,
    "month_only": timex_months.month_only,
    "week_in_month": timex_months.week_in_month,
    "weekday": timex_weekdays.weekday,
    "weekday_from": timex_weekdays.weekday_from,
    "weekday_week": timex_weekdays.weekday_week,
    "month_days": timex_ranges.month_days,
    "weekday_range": timex_ranges.weekday_range,
    "month_range": timex_ranges.month_range,
    "year_range": timex_ranges.year_range,
    "unit_relative": timex_relatives.unit_relative,
    "weekend": timex_relatives.weekend,
    "earlier_later": timex_relatives.earlier_later,
    "edge_of": timex_relatives.edge_of,
    "week_after": timex_relatives.week_after,
    "two_ago_this": timex_distances.two_ago_this,
    "ago": timex_distances.ago,
    "past_units": timex_distances.past_units,
    "in_units": timex_distances.in_units,
    "same_day": timex_day_words.same_day,
    "day_word": timex_day_words.day_word,
    "first_months": timex_periods.first_months,
    "year_end": timex_periods.year_end,
    "season": timex_periods.season,
    "quarter": timex_periods.quarter,
    "fiscal_year": timex_periods.fiscal_year,
    "decade": timex_periods.decade,
    "century": timex_periods.century,
    "year": timex_periods.year,
    "holiday": timex_holidays.holiday,
    "set_of": timex_durations.set_of,
    "duration": timex_durations.duration,
    "clock": timex_clock.clock,
    "midday": timex_clock.midday,
    "units_ahead": timex_vague.units_ahead,
    "vague_units": timex_vague.vague_units,
    "vague_earlier": timex_vague.vague_earlier,
    "present_ref": timex_vague.present_ref,
    "past_ref": timex_vague.past_ref,
    "future_ref": timex_vague.future_ref,
}
