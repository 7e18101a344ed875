### Share: links that others can open, codes for their phones' cameras, a frame; and data as files.

share = Share
    .title = Share: link, code for phones, frame
    .close = Close
    .here = This run at this moment
    .here-hint = Everybody who opens it sees what you see now.
    .any = Everyone gets their own luck
    .any-hint = The same settings, and each phone is dealt another cluster.
    .host = Where it is served
    .large = With large type, for a projector
    .frame-of = What the frame shows
    .frame-http = This address begins with http. A page that begins with https shows no such frame: share from an address with https.
    .frame = A frame for your own page
    .frame-code = Code of the frame
    .copy-code = Copy the code
    .copy-link = Copy link
    .copied = Copied.
    .selected = Selected: copy it with Ctrl + C.
    .too-long = This link is too long for a code that a camera can read.
    .code = Code of this link for a phone's camera
    .later = The codes come as soon as the server is back; the links work already.
    .loopback = Your address works on this machine only, so this is its address in your local network. Change it if your phones know the machine by another name, or reach it on another port.
    .unknown = This address works on this machine only: a phone cannot open it. If you know another, write it here.
share-link = Link: { $what }
share-size = Larger or smaller
share-code = Code: { $what }. Larger or smaller
data = Data
    .ends = This file tells how the run ends. Press again to save it.
    .hint = Every minute of this run as a table; its settings, luck and actions as a file that can be opened again here.
    .minutes = Save the minutes (CSV)
    .lucks = Save the lucks (CSV)
    .numbers = Tables for a spreadsheet that writes
    .framed = If nothing was saved, this frame allows no downloads: open { $link } in a window of its own.
    .settings = Save the settings (JSON)
    .open = Open a file of settings
    .file = A file of settings
    .too-large = { $file } is no file of settings: it is larger than 100 kB.
data-numbers = { $decimal ->
    [comma] 0,5 (cells parted by semicolons)
   *[point] 0.5 (cells parted by commas)
}
