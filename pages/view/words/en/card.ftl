### The sections of a page: pictures of many runs, each with its table and its files, and the work for it.

section-runs-played = Runs played
section-work =
    .cancel = Cancel
    .again = Begin again
section-notice = Things to notice
section-no-picture = The picture could not be loaded; its table is there.
section-table =
    .show = Show as a table
    .hide = Hide the table
section-cell = { $column }, { $row }: { $cell }. Play a run of it
section-save =
    .csv = Save the numbers (CSV)
    .png = Save the picture (PNG)
