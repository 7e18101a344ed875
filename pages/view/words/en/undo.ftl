### Undo: what changed, in few words, and what is said when it is taken back.

undo = Undo
    .one = undo { $change }
    .said = undo: { $change }
    .title = Undo: { $change } (Ctrl + Z)
    .done = Undone: { $change }.
redo = redo: { $change }
    .title = Redo: { $change } (Ctrl + Shift + Z)
    .done = Redone: { $change }.
change-several = several settings
change-luck = new luck
change-file = open a file
change-both = both clusters
change-same = make both the same
change-break = Break a node
change-side = { $lever }, { $side ->
    [left] left
   *[right] right
}
change-act = { $act }, minute { $minute }
change-removed = removed: { $act }
change-one-slot = seed { NUMBER($seed, useGrouping: "false") }, one slot fewer
change-protections = protections: { $which }
