package org.restante.mailbox.command;

import java.util.Set;
import org.restante.mail.Flag;
import org.restante.mail.UidSet;

/** Adds or removes flags, without having them told back (RFC 9051, section 6.4.6). */
public final class Store extends Simple {

    public Store(UidSet uids, Set<Flag> flags, boolean add) {
        super(
                "UID STORE",
                true,
                line ->
                        line.text(" ")
                                .uids(uids)
                                .text(add ? " +FLAGS.SILENT " : " -FLAGS.SILENT ")
                                .flags(flags));
    }
}
