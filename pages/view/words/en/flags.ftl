### The few words beside a flag of the timeline; `.short` where there is little room.

flag-cut = network cut
    .short = cut
flag-contact = contact back
    .short = back
flag-crash = first crash
flag-full = no free slot left
    .short = no free slot
flag-half = half the nodes down
    .short = half down
flag-all = all down
    .short = all down
flag-over = nobody searches
    .short = over
flag-part = the two worlds part here
    .short = they part
flag-seen = one can see it
    .short = seen
flag-left = left: { $words }
flag-right = right: { $words }
flag-at = { $words }, minute { $minute }
flag-of-run = { $words } ({ $run }), minute { $minute }

## What the operator does

flag-backoff = backoff { $level }
flag-fix-bug = bug fixed
flag-set-bug = bug { $percent } %
flag-fix-nodes = fix on { $percent } %
flag-add-capacity = +{ $percent } % slots
flag-stop = search stopped
flag-search-again = search again
flag-throttle = throttle { $percent } %
flag-throttle-off = throttle off
flag-reconnect = reconnect { $percent } %
flag-break = node { $node } broken
flag-restart = nodes restarted
flag-cut-again = cut for { $minutes }
flag-request-limit = { $limit ->
    [0] no request limit
   *[other] request limit { $limit }
}
flag-retry-budget = { $tokens ->
    [0] no retry budget
   *[other] retry budget { $tokens }
}
