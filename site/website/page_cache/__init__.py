"""Pages for visitors who are not logged in, kept until the content or the clock makes them out of date.

middleware       answers from the store, or stores what was answered
store            the kept pages, and their keys
content_version  another word after every change of what pages show
write_detection  which statements change what pages show
tables           the tables that pages show
release          which release of the site runs
expiry           when a page gets out of date though nothing is written
"""
