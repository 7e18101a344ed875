### Where two clusters with the same luck part, and why. `$here` and `$there` are sides: 0 left, 1 right.

here = { $here ->
    [0] left
   *[1] right
}
there = { $there ->
    [0] left
   *[1] right
}

## The headline

part-never = The two worlds never part: no volume ever fares differently.
part-refused = The two worlds part in minute { $minute }: volume { $volume } gets space on node { $node } on the { here }, and is refused on the { there }.
part-waited = The two worlds part in minute { $minute }: volume { $volume } finds a home on node { $node } on the { here }; on the { there } it waits.
part-crash = The two worlds part in minute { $minute }: node { $node } crashes on the { here } and takes a copy of volume { $volume }; on the { there } it stays up.
part-trusted = The two worlds part in minute { $minute }: volume { $volume } trusts its old copy again on the { here }; on the { there } it looks for a new home.
part-cut = The two worlds part in minute { $minute }: the network mistake cuts volume { $volume } off on the { here }, and not on the { there }.
part-other = The two worlds part in minute { $minute }: volume { $volume } { $left ->
    [0] has both copies
    [1] is cut off
    [2] searches
    [3] has found a home
   *[4] is offline
} on the left and { $right ->
    [0] has both copies
    [1] is cut off
    [2] searches
    [3] has found a home
   *[4] is offline
} on the right.

## What follows

part-move-a-lever = Move one of the levers, or take another luck.
part-others = { $others ->
    [0] It is the only one.
    [one] { $others } other volume fares differently, too.
   *[other] { $others } other volumes fare differently, too.
}
part-not-seen = One can hardly see it: the two pictures never differ much for long.
part-seen-at-once = One can see it at once.
part-seen-from = One can see it from minute { $minute } on.

## The node that crashes on one side only

survivor-broken = In minute { $minute } node { $node } is broken by hand on the { here }.
survivor-who = { $known ->
    [1] The node
   *[0] In minute { $minute } node { $node }
}
survivor-until = { $falls ->
    [0] .
   *[other] , until minute { $falls }.
}
survivor-as-many = { survivor-who } crashes on the { here } while closing { closings }; on the { there } it closes as many at a chance of { $percent } %, and lives{ survivor-until }
survivor-as-many-fixed = { survivor-who } crashes on the { here } while closing { closings }; on the { there } it closes as many without the bug, and lives{ survivor-until }
survivor = { survivor-who } crashes on the { here } while closing { closings }; on the { there } it closes { $lived ->
    [0] none
   *[other] { $lived }
} and lives{ survivor-until }
survivor-missing-alike = { $missing ->
    [one] The one request that is missing there is that of volume { $volume }, which { $doing ->
        [0] is waiting
        [1] has a home already
        [2] asks elsewhere
        [3] cannot ask
       *[4] asks the node, which does not open it
    }.
   *[other] { $missing } requests are missing there: their volumes { $doing ->
        [0] are waiting
        [1] have a home already
        [2] ask elsewhere
        [3] cannot ask
       *[4] ask the node, which does not open them
    }.
}
survivor-missing = { $missing ->
    [one] { $missing } request is missing there: of their volumes { LIST($groups) }.
   *[other] { $missing } requests are missing there: of their volumes { LIST($groups) }.
}
survivor-group = { $doing ->
    [0] { $volumes ->
        [one] { $volumes } is waiting
       *[other] { $volumes } are waiting
    }
    [1] { $volumes ->
        [one] { $volumes } has a home already
       *[other] { $volumes } have a home already
    }
    [2] { $volumes ->
        [one] { $volumes } asks elsewhere
       *[other] { $volumes } ask elsewhere
    }
    [3] { $volumes } cannot ask
   *[4] { $volumes ->
        [one] { $volumes } asks the node, which does not open it
       *[other] { $volumes } ask the node, which does not open them
    }
}
