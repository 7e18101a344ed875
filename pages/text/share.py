"""The words of Share."""

LOOPBACK = (
    "Your address works on this machine only, so this is its address in your local network. "
    "Change it if your phones know the machine by another name, or reach it on another port."
)
UNKNOWN = "This address works on this machine only: a phone cannot open it. If you know another, write it here."
