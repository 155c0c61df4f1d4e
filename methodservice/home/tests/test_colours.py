"""Text can be read: every pair of ink and ground in the tokens files reaches the contrast of WCAG 2.2 AA."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
STATES = ("done", "soon", "overdue", "draft", "returned", "waiting")
ON_PAGE = ("ink", "muted", "accent", "accent-strong", "danger", *STATES)


def colours(*files: str) -> dict[str, str]:
    """Name → #rrggbb of the tokens; a later file wins."""
    found = {}
    for name in files:
        found |= re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6});", (CSS / name).read_text())
    return {
        key: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value
        for key, value in found.items()
    }


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2, «relative luminance»)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """1 … 21, as WCAG 2.2 defines."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def weak_pairs(tokens: dict[str, str], least: float) -> list[str]:
    pairs = [(ink, ground) for ink in ON_PAGE for ground in ("ground", "surface")]
    pairs += [(state, f"{state}-tint") for state in STATES]
    pairs += [("on-accent", "accent"), ("on-accent", "danger"), ("ink", "accent-tint"), ("ink", "marked")]
    return [f"{a} on {b}" for a, b in pairs if contrast(tokens[a], tokens[b]) < least]


def test_contrast_is_measured_as_wcag_does():
    assert (round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)) == (21, 4.48)


@pytest.mark.parametrize(
    ("files", "least"), [(("tokens.css",), 4.5), (("tokens.css", "tokens-low-vision.css"), 7)]
)
def test_every_text_stands_out_from_its_ground(files, least):
    assert weak_pairs(colours(*files), least) == []


def test_edges_of_fields_stand_out():
    tokens = colours("tokens.css")
    assert contrast(tokens["line-strong"], tokens["surface"]) >= 3
