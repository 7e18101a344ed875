### What happens in a minute: one or more of these sentences, one after the other. `model` decides which.

## All is well

caption-start = { nodes } keep <mirrored>{ volumes }</mirrored>, each with a second copy elsewhere, its mirror. All is well.
caption-calm = All is well: { mirrored } { $mirrored ->
    [one] has
   *[other] have
} a second copy, the mirror.
caption-copying = Nobody searches. { copying } { $copying ->
    [one] is
   *[other] are
} being copied.

## The network mistake

caption-cut = A network mistake cuts off { $isolated } of { nodes }. { cut-off } cannot see { $cut_off ->
    [one] its
   *[other] their
} mirror, but nothing is lost.
caption-cut-goes-on = { $isolated ->
    [one] { $isolated } node of { $nodes } stays
   *[other] { $isolated } nodes of { $nodes } stay
} cut off. { $cut_off ->
    [one] { cut-off } cannot see its mirror, and waits
   *[other] { cut-off } cannot see their mirror, and wait
} for contact.
caption-contact = Contact is back.
caption-trust = { $mirrored ->
    [one] { mirrored } trusts its
   *[other] { mirrored } trust their
} old mirror again.
caption-nobody-has-to-search = Nobody has to search.
caption-lost-sight = { $searching ->
    [one] { searching } has lost sight of its mirror, and nobody may ask for space.
   *[other] { searching } have lost sight of their mirror, and nobody may ask for space.
}
caption-all-ask = { $searching ->
    [one] { searching } has lost sight of its mirror, and asks for a free slot at once.
   *[other] { searching } have lost sight of their mirror, and all of them ask for a free slot at once.
}
caption-some-ask = { searching } have lost sight of their mirror, and { $requests ->
    [one] { $requests } asks
   *[other] { $requests } ask
} for a free slot at once.
caption-found = { $accepted ->
    [0] Nobody finds one.
    [one] <copying>{ $accepted }</copying> finds one.
   *[other] <copying>{ $accepted }</copying> find one.
}

## Crashes

caption-rush = Contact is back, and { $searching ->
    [one] { searching } asks
   *[other] { searching } ask
} for a free slot at once.
caption-break = You break node { $node }.
caption-break-several = You break nodes { LIST($nodes) }.
caption-break-many = You break { nodes }.
caption-bug-strikes = The rare bug strikes: node { $node } crashes while closing { closings } at once.
caption-bug-strikes-several = The rare bug strikes: nodes { LIST($nodes) } crash while closing { LIST($closings) } requests at once.
caption-crash = Node { $node } crashes while closing { closings } at once.
caption-crash-several = Nodes { LIST($nodes) } crash while closing { LIST($closings) } requests at once.
caption-crash-many = <crashed>{ nodes }</crashed> crash while closing up to { closings } each.
caption-strands = { $searching ->
    [0] No further volume is stranded.
    [one] { searching } loses a copy and is stuck.
   *[other] { searching } lose a copy and are stuck.
}
caption-gone-offline = { offline } { $offline ->
    [one] has
   *[other] have
} no running copy any more.
caption-no-node-left = No node is left: { offline } cannot be reached.
caption-half-down = Half the nodes are down now.
caption-restart = { nodes } { $nodes ->
    [one] is up again with all it holds.
   *[other] are up again with all they hold.
}
caption-found-again = { searching } can be reached and { $searching ->
    [one] looks
   *[other] look
} for a second home.
caption-all-down = All { nodes } are down. { offline } cannot be reached.

## The search

caption-everyday = { $searching ->
    [one] { searching } loses its mirror for an everyday reason and asks for a free slot.
   *[other] { searching } lose their mirror for an everyday reason and ask for a free slot.
}
caption-space-gone = The last free slot is taken. { $searching ->
    [one] { searching } still searches, and depends
   *[other] { searching } still search, and depend
} on slots that come free again.
caption-stopped = The search is stopped: { $searching ->
    [one] { searching } waits.
   *[other] { searching } wait.
}
caption-waiting = { $searching ->
    [one] { searching } waits, and nobody asks in this minute.
   *[other] { searching } wait, and nobody asks in this minute.
}
caption-no-slot = No slot is free: { in-vain }. { $searching ->
    [one] { searching } searches on.
   *[other] { searching } search on.
}
caption-refused = { $searching ->
    [one] { searching } searches; { in-vain }: the nodes they ask are full, or do not answer.
   *[other] { searching } search; { in-vain }: the nodes they ask are full, or do not answer.
}
in-vain = { $requests ->
    [one] the one request is in vain
   *[other] all { requests } are in vain
}
caption-searching = <copying>{ $accepted }</copying> of { requests } { $accepted ->
    [one] finds
   *[other] find
} a free slot.
caption-still-searching = { $searching ->
    [0] Nobody is left searching.
    [one] { searching } still searches.
   *[other] { searching } still search.
}
caption-over = Nobody searches any more.
caption-after = Nobody searches.
caption-all-home = All { nodes } are up, and every volume has found a home.
caption-all-mirrored = All { nodes } are up, and every volume has both its copies.
caption-down = { nodes } { $nodes ->
    [one] is
   *[other] are
} down, but no volume is lost from sight.
caption-down-offline = { nodes } { $nodes ->
    [one] is
   *[other] are
} down, and { offline } { $offline ->
    [one] has
   *[other] have
} no running copy.

## What you do

caption-did-backoff = You set the backoff to { $level }: waits grow up to { minutes }.
caption-did-fix-bug = You fix the bug everywhere.
caption-did-set-bug = The bug now trips { $percent } % of pairs.
caption-did-fix-nodes = The fix runs on { $percent } % of the nodes.
caption-did-add-capacity = You add free slots, { $percent } % of all copies, to { nodes }.
caption-did-stop = You stop the search.
caption-did-search-again = You let everybody search again.
caption-did-throttle = You let at most { $percent } % of the nodes' number ask per minute.
caption-did-throttle-off = No throttle any more.
caption-did-reconnect = You let volumes trust their old copies: <mirrored>{ $mirrored }</mirrored> { $mirrored ->
    [one] does.
   *[other] do.
}
caption-did-restart = You restart the crashed nodes.
caption-did-cut = The network is cut again for { minutes }.
caption-did-request-limit = { $limit ->
    [0] No limit on the requests of a node any more.
    [one] You let each node open at most { $limit } request per minute.
   *[other] You let each node open at most { $limit } requests per minute.
}
caption-did-retry-budget = { $tokens ->
    [0] No retry budget any more.
   *[other] You give each node a retry budget: { $tokens } of a retry for each request accepted.
}
