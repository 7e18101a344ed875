"""What the levers cost is told at an address of its own, so it never delays a picture."""

import json

from model import Scenario, simulate
from pages.view.costs import costs
from tests.pages.test_odds import calls


def test_the_address_tells_the_costs_of_its_settings():
    status, headers, body = calls("/api/costs", "backoff=3&nodes=16&volumes_per_node=4&ticks=60")
    assert status == 200
    assert headers["content-type"] == "application/json"
    scenario = Scenario(backoff=3, nodes=16, volumes_per_node=4, ticks=60)
    assert json.loads(body) == costs(simulate(scenario))


def test_what_a_page_would_complain_about_is_refused():
    status, headers, body = calls("/api/costs", "backoff=99")
    assert status == 400
    assert headers["cache-control"] == "no-store"
    assert b"backoff must be" in body
