# %% [markdown]
# # Orders per day, and by delivery mode
#
# Reads every order of the shop that `MYCLOUD_BASE_URL` and the keys lead to, counts them, and draws
# two charts. Needs `pip install mycloud-client matplotlib`. Run it cell by cell, or as a whole:
# `python orders_per_day.py out.svg`.

# %%
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.dates import MO, DateFormatter, WeekdayLocator
from matplotlib.figure import Figure
from mycloud import MyCloud, Order

# %% [markdown]
# ## Read
# An order says on which day it was created and how it is shipped. Either may be missing.


# %%
def export() -> list[Order]:
    """Every order that is not deleted."""
    with MyCloud() as client:
        return client.orders.list(prefetch=4).all()


def counted(orders: Iterable[Order]) -> Counter[tuple[date, str]]:
    """How many orders each day and each delivery mode had."""
    ways = (
        (order.create_date, order.deliverymode and order.deliverymode.name)
        for order in orders
    )
    return Counter((day, mode or "not said") for day, mode in ways if day is not None)


# %% [markdown]
# ## Draw
# Colours are those of Okabe and Ito, which people with any kind of colour vision can tell apart;
# hatches say it once more. Text stays text, so that the reader's own fonts draw it, Thai as well.

# %%
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9")
HATCHES = ("", "//", "\\\\", "--", "||", "xx")
INK = {"light": "#1f2328", "dark": "#e2e4e9"}


def style(theme: str) -> dict[str, object]:
    """Settings that make the same bytes of the same orders, on any ground."""
    ink = INK[theme]
    coloured = (
        "text.color",
        "axes.edgecolor",
        "axes.labelcolor",
        "xtick.color",
        "ytick.color",
        "hatch.color",
    )
    return {
        **dict.fromkeys(coloured, ink),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "font.sans-serif": ["DejaVu Sans", "Arial", "Helvetica"],
        "font.size": 11,
        "hatch.linewidth": 0.6,
        "savefig.transparent": True,
        "svg.fonttype": "none",
        "svg.hashsalt": "orders per day",
    }


def draw(counts: Counter[tuple[date, str]], target: str, theme: str = "light") -> None:
    """Two charts in an SVG: each day, stacked by delivery mode, and the sum of each delivery mode."""
    with mpl.rc_context(style(theme)):
        figure = Figure(figsize=(9, 6.4), layout="constrained")
        figure.get_layout_engine().set(h_pad=0.15, hspace=0.08)
        above, below = figure.subplots(2, 1, height_ratios=(3, 2))
        totals = Counter[str]()
        for (_, mode), orders in counts.items():
            totals[mode] += orders
        modes = sorted(totals, key=lambda mode: (-totals[mode], mode))
        by_day(above, counts, modes)
        by_mode(below, totals, modes)
        figure.savefig(target, metadata={"Date": None, "Creator": None})


def by_day(axes: Axes, counts: Counter[tuple[date, str]], modes: Sequence[str]) -> None:
    days = every_day(day for day, _ in counts)
    base = [0] * len(days)
    for place, mode in enumerate(modes):
        heights = [counts[day, mode] for day in days]
        axes.bar(days, heights, bottom=base, width=0.8, label=mode, **look(place))
        base = [lower + height for lower, height in zip(base, heights, strict=True)]
    axes.set_title("Orders per day  ·  คำสั่งซื้อต่อวัน", loc="left", fontweight="bold")
    axes.xaxis.set_major_locator(WeekdayLocator(MO))
    axes.xaxis.set_major_formatter(DateFormatter("%a %d %b"))
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_ylim(0, max(base, default=0) * 1.3 + 1)
    axes.legend(ncols=3, frameon=False, fontsize=9, loc="upper left")


def by_mode(axes: Axes, totals: Counter[str], modes: Sequence[str]) -> None:
    for place, mode in enumerate(modes):
        axes.barh(mode, totals[mode], height=0.7, **look(place))
        axes.annotate(
            str(totals[mode]),
            (totals[mode], place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_title("By delivery mode  ·  ตามวิธีจัดส่ง", loc="left", fontweight="bold")
    axes.invert_yaxis()
    axes.margins(x=0.08)


def look(place: int) -> dict[str, str]:
    return {
        "color": COLOURS[place % len(COLOURS)],
        "hatch": HATCHES[place % len(HATCHES)],
    }


def every_day(days: Iterable[date]) -> list[date]:
    """From the first day to the last, those without an order as well."""
    known = sorted(set(days))
    length = (known[-1] - known[0]).days + 1 if known else 0
    return [known[0] + timedelta(days=place) for place in range(length)]


# %%
if __name__ == "__main__":
    counts = counted(export())
    target = sys.argv[1] if len(sys.argv) > 1 else "orders_per_day.svg"
    draw(counts, target)
    print(f"{sum(counts.values())} orders, drawn in {target}")
