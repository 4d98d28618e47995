package org.restante.reading.filing;

import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.mail.LastMarked;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.mailbox.OpenMailbox.Moved;
import org.restante.reading.list.Done;
import org.restante.reading.list.Notices;
import org.restante.reading.list.View;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** The way back after an act: to the page where the reader was, with a report of what was done. */
final class Return {

    /** What fits into an address. */
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
        return to(folder, open, selection.shown(), outcome);
    }

    /** After messages were marked: to where the reader was. */
    static ResponseEntity<Void> afterMarking(
            MailboxName folder, Selection selection, Outcome outcome) {
        Long open = selection.reader();
        Uid uid = open == null || !Uid.isUid(open) ? null : new Uid(open);
        return to(folder, uid, selection.shown(), outcome);
    }

    /** To the list; a message that was marked unread must not be opened again. */
    static ResponseEntity<Void> toList(MailboxName folder, Selection selection, Outcome outcome) {
        return to(folder, selection.stillOpen(outcome.uids()), selection.shown(), outcome);
    }

    static ResponseEntity<Void> to(
            MailboxName folder, @Nullable Uid open, View view, Outcome outcome) {
        Map<String, Object> values = new LinkedHashMap<>();
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/mail/{folder}");
        values.put("folder", folder.toPath());
        if (open != null) {
            uri.path("/{uid}");
            values.put("uid", open);
        }
        view.parameters().forEach((name, value) -> add(uri, values, name, value));
        add(uri, values, "done", outcome.done().key());
        add(uri, values, "n", outcome.count());
        Moved moved = outcome.moved();
        if (moved != null && outcome.done() != Done.RESTORED) {
            add(uri, values, "to", moved.mailbox().toPath());
            undo(uri, values, UidSet.of(moved.target().values()), moved.uidValidity());
        } else if (!outcome.changed().isEmpty()) {
            undo(uri, values, outcome.changed(), outcome.uidValidity());
        }
        return see(uri.encode().buildAndExpand(values).toUri());
    }

    private static void undo(
            UriComponentsBuilder uri,
            Map<String, Object> values,
            UidSet changed,
            @Nullable UidValidity validity) {
        String uids = changed.toString();
        if (validity != null && !uids.isEmpty()) {
            add(uri, values, "undo", isLong(uids) ? Notices.KEPT : uids);
            add(uri, values, "v", validity);
        }
    }

    /** Keeps in the session what does not fit into an address. */
    static void keep(HttpSession session, MailboxName folder, Outcome outcome) {
        String uids = outcome.changed().toString();
        UidValidity validity = outcome.uidValidity();
        if (validity != null && isLong(uids) && uids.length() <= LastMarked.LONGEST) {
            session.setAttribute(
                    LastMarked.NAME, new LastMarked(folder.toPath(), uids, validity.value()));
        } else if (session.getAttribute(LastMarked.NAME) != null) {
            session.removeAttribute(LastMarked.NAME);
        }
    }

    private static boolean isLong(String uids) {
        return uids.length() > LONGEST_UNDO;
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
