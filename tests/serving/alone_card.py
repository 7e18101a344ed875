"""A card and the stage that it follows, as a host starts them that runs pages in its own way."""

from model import Scenario
from pages.view.card.section import card
from pages.view.server.stage_host import stage
from pages.view.tipping.map.section import MAP, USUAL

card(MAP, Scenario(nodes=16, volumes_per_node=4, ticks=60), USUAL)
stage(address=True)
