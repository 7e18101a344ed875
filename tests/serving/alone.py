"""The Lab as a host starts it that runs pages in its own way: none of our addresses is served."""

from pages.view.server.stage_host import stage

stage(address=True)
