## Counts with their noun, for use within other messages: what a marked state is called stands in one place.

searching-volumes = <searching>{ $searching ->
    [one] { $searching } volume
   *[other] { $searching } volumes
}</searching>
