### Counts with their nouns, for use within other messages. Each is named after the number that it needs.

nodes = { $nodes ->
    [one] { $nodes } node
   *[other] { $nodes } nodes
}
volumes = { $volumes ->
    [one] { $volumes } volume
   *[other] { $volumes } volumes
}
minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
requests = { $requests ->
    [one] { $requests } request
   *[other] { $requests } requests
}
closings = { $closings ->
    [one] { $closings } request
   *[other] { $closings } requests
}
slots = { $slots ->
    [one] { $slots } slot
   *[other] { $slots } slots
}
crashes = <crashed>{ $crashes ->
    [one] { $crashes } crash
   *[other] { $crashes } crashes
}</crashed>
mirrored = <mirrored>{ $mirrored ->
    [one] { $mirrored } volume
   *[other] { $mirrored } volumes
}</mirrored>
cut-off = <cut_off>{ $cut_off ->
    [one] { $cut_off } volume
   *[other] { $cut_off } volumes
}</cut_off>
searching = <searching>{ $searching ->
    [one] { $searching } volume
   *[other] { $searching } volumes
}</searching>
copying = <copying>{ $copying ->
    [one] { $copying } volume
   *[other] { $copying } volumes
}</copying>
offline = <offline>{ $offline ->
    [one] { $offline } volume
   *[other] { $offline } volumes
}</offline>
