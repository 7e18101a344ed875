### The keys, and the notes over the stage.

keys = Keys
    .time = Time is in model minutes: real search intervals were never published.
    .close = Close
    .space = play or pause
    .arrows = one minute back or on
    .shift-arrows = previous or next flag
    .pages = as a presenter’s clicker: previous or next flag, or scene
    .home-end = start, end
    .letters = Keys that are a single letter or sign: V, F, [ ], ?
    .brackets = slower, faster
    .v = slots or links
    .f = full screen
    .question = this list
    .ctrl-z = undo; with Shift: do it again
    .tab = from node to node in the picture
    .enter = open the card of a node; again: go into it
    .esc = close the card
key-space = Space
key-arrows = ← →
key-shift-arrows = Shift + ← →
key-pages = Page Up, Page Down
key-home-end = Home  End
key-brackets = [  ]
key-tab = Tab, then arrows
key-enter = Enter
key-esc = Esc
key-ctrl-z = Ctrl + Z

## Notes

note-lost = The connection to the server is lost. What is on screen still plays; your settings and this moment are kept.
note-lost-for-now = { note-lost } What you change now is asked for as soon as the server is back.
note-no-answer = The server has not answered yet. Your settings and this moment are kept in the address.
note-broken = This picture cannot be shown: { $why }
    .other = This is not a Stormglass picture.
note-load-again = Load this moment again
note-dismiss = Dismiss this note
