### The card of a node, and the chain of crashes that led to one.

card = Node { $node }
    .close = Close the card
    .why = Why did it crash?
    .break = Break this node at minute { $minute }
card-mirrored = mirrored copies
card-cut_off = cut off
card-copying = copies in the making
card-searching = searching
card-offline = offline
card-old = old copies
card-free = free slots
    .of = { $free } of { $slots }
card-closing = closing at once
card-chance = chance to crash now

## Why it crashed

chain = Why it crashed
    .of = Why did node { $node } crash?
    .minute = Minute { $minute }
    .straight = Straight from the first cause.
    .more = and { $crashes ->
        [one] { $crashes } crash
       *[other] { $crashes } crashes
    } before
    .lead = { $crashes ->
        [one] { $crashes } crash
       *[other] { $crashes } crashes
    }, latest first; each was fed by an earlier one.
chain-broken = Node { $node } is broken by hand.
chain-crash = Node { $node } crashes while closing { closings } at once.
chain-sources = { LIST($sources) }.
chain-first-source = { $among ->
    [known] { $requests } of the { $seen } on record came from { $source }
    [several] { $requests } of them came from { $source }
   *[one] { $requests } came from { $source }
}
chain-source = { $requests } from { $source }
chain-from-crash = the crash of node { $node } (minute { $minute })
chain-from-cut = the network cut
chain-from-restart = a restart
chain-from-everyday = everyday losses
chain-from-crashes = { $others ->
    [one] { $others } other crash
   *[other] { $others } other crashes
}
chain-root-cut = It goes back to the network cut in minute { $minute }.
chain-root-everyday = It goes back to everyday losses, not to one mistake.
chain-root-restart = It goes back to a restart.
