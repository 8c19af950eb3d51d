"""The signal by which rooms hear, inside the transaction, that a page changed."""

from django.dispatch import Signal

# A page was saved, moved, published, unpublished or deleted: ``page_id``, and ``removed`` when the row is
# gone. What a receiver raises undoes the change. Of a page that is there it reads the row afresh: what is in
# memory during a save may hold a draft.
page_changed = Signal()
