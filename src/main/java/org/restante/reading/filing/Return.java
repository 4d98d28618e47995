package org.restante.reading.filing;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.mailbox.OpenMailbox.Moved;
import org.restante.reading.list.Done;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** The way back after an act: to the page where the reader was, with a report of what was done. */
final class Return {

    /** What fits into an address; a longer set cannot be undone from the notice. */
    private static final int LONGEST_UNDO = 1500;

    private Return() {}

    /** After messages left the list: to the message being read, the next one, or the list. */
    static ResponseEntity<Void> afterFiling(
            MailboxName folder, Selection selection, Outcome outcome) {
        Uid open = selection.stillOpen(outcome.uids());
        Long next = selection.next();
        if (open == null && next != null && Uid.isUid(next)) {
            open = new Uid(next);
        }
        return to(folder, open, selection.pageOrFirst(), outcome);
    }

    /** After messages were marked: to where the reader was. */
    static ResponseEntity<Void> afterMarking(
            MailboxName folder, Selection selection, Outcome outcome) {
        Long open = selection.reader();
        Uid uid = open == null || !Uid.isUid(open) ? null : new Uid(open);
        return to(folder, uid, selection.pageOrFirst(), outcome);
    }

    /** To the list; a message that was marked unread must not be opened again. */
    static ResponseEntity<Void> toList(MailboxName folder, Selection selection, Outcome outcome) {
        return to(folder, selection.stillOpen(outcome.uids()), selection.pageOrFirst(), outcome);
    }

    static ResponseEntity<Void> to(
            MailboxName folder, @Nullable Uid open, int page, Outcome outcome) {
        Map<String, Object> values = new LinkedHashMap<>();
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/mail/{folder}");
        values.put("folder", folder.toPath());
        if (open != null) {
            uri.path("/{uid}");
            values.put("uid", open);
        }
        if (page > 1) {
            add(uri, values, "page", page);
        }
        add(uri, values, "done", outcome.done().key());
        add(uri, values, "n", outcome.count());
        Moved moved = outcome.moved();
        if (moved != null && outcome.done() != Done.RESTORED) {
            add(uri, values, "to", moved.mailbox().toPath());
            undo(uri, values, moved);
        }
        return see(uri.encode().buildAndExpand(values).toUri());
    }

    private static void undo(UriComponentsBuilder uri, Map<String, Object> values, Moved moved) {
        String uids = UidSet.of(moved.target().values()).toString();
        UidValidity validity = moved.uidValidity();
        if (validity != null && !uids.isEmpty() && uids.length() <= LONGEST_UNDO) {
            add(uri, values, "undo", uids);
            add(uri, values, "v", validity);
        }
    }

    private static void add(
            UriComponentsBuilder uri, Map<String, Object> values, String name, Object value) {
        uri.queryParam(name, "{" + name + "}");
        values.put(name, value.toString());
    }

    static ResponseEntity<Void> see(URI page) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(page).build();
    }
}
