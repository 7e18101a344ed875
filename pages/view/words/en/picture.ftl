### The picture of the cluster: its key, its corners, what stands in it, and how it is told to those who do not see it.

picture-waiting = Setting up the cluster …
picture = The cluster
picture-cell = Cell { $number }
picture-node = node { $node }
picture-chance = { $percent } %
picture-closes = closes { $closings }
picture-copy = a copy
picture-mirror = its mirror
saved-picture-acts = actions { $acts }
picture-nodes = Nodes; arrow keys move, Enter opens the card

## States, as they stand in the key and in lists

state-mirrored = mirrored
state-cut_off = cut off
state-searching = searching
state-waiting = waiting
state-copying = copying
state-offline = offline
state-old = old copy
state-free = free
state-down = down
state-full = full
state-rim = full rim = 1 in 5
state-node = node
state-crashed = crashed
state-snaps = snaps now
state-chance = chance to crash
status = { $status ->
    [crashed] crashed
    [cut_off] cut off
    [full] up, full
   *[up] up
}

## In words

picture-said = Minute { $minute }: { $up } of { nodes } up; { LIST($states) }.
picture-volumes = { $state ->
    [mirrored] { volumes } mirrored
    [cut_off] { volumes } cut off
    [searching] { volumes } searching
    [copying] { volumes } copying
   *[offline] { volumes } offline
}
node-said = Node { $node }, { status }, { LIST($held, type: "unit") }
node-said-busy = { node-said }; closing { closings }, chance to crash { chance }
node-holds = { $state ->
    [mirrored] { $copies } mirrored
    [cut_off] { $copies } cut off
    [searching] { $copies } searching
    [copying] { $copies } copying
    [offline] { $copies } offline
    [old] { $copies ->
        [one] { $copies } old copy
       *[other] { $copies } old copies
    }
   *[free] { $copies } free
}
chance = { $near ->
    [nought] < 0.1 %
    [all] > 99.9 %
   *[neither] { NUMBER($percent, minimumFractionDigits: 1, maximumFractionDigits: 1) } %
}

## The requests of a minute

requests-none = no requests this minute
requests-start = the start
requests-of-node = <strong>{ requests }</strong> of node { $node }
requests-of-node-known = <strong>{ requests }</strong> of node { $node }, of those on record
requests-threads = <strong>{ $drawn }</strong> of { $volumes ->
    [one] { $volumes } thread drawn
   *[other] { $volumes } threads drawn
}
requests-this-minute = <strong>{ requests }</strong> this minute
requests-drawn = <strong>{ requests }</strong>, { $drawn } drawn

## The corners of the links

corner-whole = { $threads ->
    [one] thread whole
   *[other] threads whole
}
    .why = both copies in place
corner-cut-off = { $threads ->
    [one] thread cut off
   *[other] threads cut off
}
    .why = one end cannot see the other
corner-cut-off-now = { $threads ->
    [one] thread cut off this minute
   *[other] threads cut off this minute
}
corner-snaps = { $threads ->
    [one] thread snaps this minute
   *[other] threads snap this minute
}
    .why = their ends search from now on
corner-loose = { $threads ->
    [one] loose end, searching
   *[other] loose ends, searching
}
    .why = longer = waiting longer
corner-offline = { $threads ->
    [one] volume offline
   *[other] volumes offline
}
    .why = no living copy in reach
