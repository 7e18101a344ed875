### The levers and the further settings: names, help, values in plain words, and what stands around them.
### A name and its help are those of the model's parameters.

levers = Levers
    .hint = hold from the start
    .said = Levers; they hold from the start
    .quiet = Three levers
    .quiet-hint = Move one while it plays: the same cluster and the same luck, from the start, under other settings.
    .costs = what they cost
    .settings = Settings
same-luck = same luck:
    .seed = seed { NUMBER($seed, useGrouping: "false") }
    .new = new luck

lever-backoff = { $level ->
    [0] asks again every minute
   *[other] waits up to { minutes }
}
    .low = asks at once
    .high = waits long
    .mark = { $level ->
        [0] at once
        [5] { $minutes } min
       *[other] { $minutes }
    }
lever-bug_probability = { $percent ->
    [0] no bug
   *[other] { $percent } % per pair closing together
}
    .low = no bug
    .high = often
    .mark = { $percent ->
        [0] none
        [0.01] .01
        [0.02] .02
        [0.03] .03
        [0.05] .05
        [0.1] .1
        [0.2] .2
        [0.5] .5
       *[other] { $percent } %
    }
lever-spare_capacity = { $percent ->
    [0] no free slot
   *[other] { $percent } % spare slots
}
    .low = none
    .high = plenty
    .mark = { $percent ->
        [20] { $percent } %
       *[other] { $percent }
    }

## Further settings

settings = Further settings
    .hint = Like the levers, they hold from the start.
    .range = { $help } From { $low } to { $high }.
    .off = Off. { $range }
    .stop-off = off
    .reconnect = { $percent } % trust the old copy when contact is back
    .cells-idle = counts only where nodes ask within cells
    .degree-idle = counts only on a ring or a random graph
topic-cluster = The cluster
topic-network-mistake = The network mistake
topic-levers = Protections
topic-peers = The neighbourhood
topic-copies = Copies and crashed nodes
topic-for-engineers = For engineers
choice-cluster = everyone asks everyone
choice-cells = only the own cell
choice-ring = the nearest on a ring
choice-random = a few, drawn at random
choice-scattered = any nodes
choice-together = the lowest-numbered
choice-none = no jitter
choice-equal = equal
choice-full = full
choice-decorrelated = decorrelated

## The model's parameters

setting-nodes = Nodes
    .help = How many storage nodes the cluster has.
setting-volumes_per_node = Volumes per node
    .help = Volumes divided by nodes.
setting-spare_capacity = Spare capacity
    .help = Free slots at the start, as a share of all copies.
setting-peers = Who may ask whom
    .help = Everyone, only the own cell, the nearest on a ring, or a random regular graph.
setting-cells = Cells
    .help = Groups of nodes that know only themselves.
setting-degree = Peers per node
    .help = Peers of each node, an even number.
setting-cut_off_fraction = Nodes cut off
    .help = Share of nodes that the network mistake isolates.
setting-cut_off_shape = Which nodes
    .help = Any nodes, or the lowest-numbered ones.
setting-cut_off_at = Cut at minute
    .help = When contact is lost.
setting-cut_off_for = Cut lasts
    .help = How long contact is lost; 0: there is no cut.
setting-reconnect = Reconnect first
    .help = Chance that a cut-off volume trusts its old mirror again when contact returns.
setting-background = Everyday losses
    .help = Chance per minute that a mirrored volume loses its mirror for an everyday reason.
setting-backoff = Backoff
    .help = After each refusal a volume doubles its wait, up to 2 to the power of this level in minutes.
setting-jitter = Jitter
    .help = How waits are spread by chance, so that not all come back at once.
setting-request_limit = Request limit
    .help = A node opens at most so many requests a minute, its own among them; 0: off.
    .about = An admission limit: a server that is asked too much opens so many requests and sheds the rest. The default storm with a limit of 3, played { $lucks } times, collapsed { $collapsed } times and raged on { $raging } times: a node’s own requests fill its limit, so hardly anybody is heard. With 1 nothing crashed: it was held { $held } times, and hardly anybody found a home.
setting-retry_budget = Retry budget
    .help = Tokens that an acceptance earns a node; each retry of its volumes costs one; 0: off.
    .about = What service meshes do about retries: each costs a token, and only what succeeds earns new ones. The default storm, played { $lucks } times, was held { $held } times with 0.3, and over { $over } times with 1. First tries are free, so the first rush still comes, nodes crash, and their room is gone. A throttle for the whole cluster from minute 1 (3 requests for 10 nodes) lets no rush come: it was over { $throttled } times.
setting-bug_probability = Bug
    .help = Chance that two requests closing on one node in one minute trip the race and crash it.
setting-fixed_share = Nodes without the bug
    .help = Share of nodes that run other software, without the bug.
setting-copy_ticks = Time to copy
    .help = How long making a copy takes.
setting-restart_after = Restart after
    .help = A crashed node comes back after this long; 0: not within the run.
setting-ticks = Length of the run
    .help = How long the run lasts.
